import { keepOpeningPage, type OpeningPage } from '../api/opening-page.ts';
import { messageOf } from '../base/thrown.ts';
import { openBrowser } from './open-browser.ts';

/** How long a browser may take to start and load the page before the user gets a hint. */
const patienceMs = 10_000;

/** Shows the inspector in the user's browser by means of its page, and prints a hint if no browser loads it. */
export function showInBrowser(path: string, page: OpeningPage, say: (line: string) => void): void {
  const timesUsedBefore = page.timesUsed;
  const timer = setTimeout(() => {
    if (page.timesUsed > timesUsedBefore) return;
    say(
      `No browser has opened the inspector yet. If yours may not read ${path} (those from Snap and Flatpak may not read ` +
        'hidden folders), open the link on the terminal.',
    );
  }, patienceMs);
  timer.unref();
  void openBrowser(path).then((reason) => {
    if (reason === null) return;
    clearTimeout(timer);
    say(`No browser was opened (${reason}). Open the link on the terminal.`);
  });
}

/** Maintains the page that opens the inspector, or reports why it cannot be written. */
export function openingPageAt(
  path: string,
  newLink: (onUsed: () => void) => string,
  say: (line: string) => void,
): OpeningPage | null {
  const tell = (error: unknown) => say(`${path} cannot be written (${messageOf(error)}): open the link instead.`);
  try {
    return keepOpeningPage(path, newLink, tell);
  } catch (error) {
    tell(error);
    return null;
  }
}
