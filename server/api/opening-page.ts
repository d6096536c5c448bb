/**
 * The page that opens the inspector in this user's browser (as in Jupyter): a file of mode 0600 that redirects to a
 * link. A browser is started with the path of the file, because every user of the machine can read command lines, which
 * therefore must not contain the code of a link.
 */
import { readFileSync, rmSync } from 'node:fs';
import { writePrivateFile } from '../base/write-private-file.ts';

const againEveryMs = 1_000;

export interface OpeningPage {
  /** How many of the page's links have been used. */
  readonly timesUsed: number;
  remove(): void;
}

/**
 * Writes the page, and writes it again with a new link whenever its link has been used: as long as the inspector runs,
 * the page opens it. Throws if the file cannot be written the first time. `onFailure` gets the error of a later time,
 * for example on a full disk; writing is then tried again until it succeeds.
 */
export function keepOpeningPage(
  path: string,
  newLink: (onUsed: () => void) => string,
  onFailure: (error: unknown) => void,
): OpeningPage {
  let timesUsed = 0;
  let isRemoved = false;
  let again: NodeJS.Timeout | undefined;
  const onUsed = () => {
    timesUsed++;
    if (isRemoved) return;
    const page = pageTo(newLink(onUsed));
    const write = (isFirst: boolean) => {
      try {
        writePrivateFile(path, page);
      } catch (error) {
        if (isFirst) onFailure(error);
        again = setTimeout(write, againEveryMs, false).unref();
      }
    };
    write(true);
  };
  writePrivateFile(path, pageTo(newLink(onUsed)));
  return {
    get timesUsed() {
      return timesUsed;
    },
    remove() {
      isRemoved = true;
      clearTimeout(again);
      rmSync(path, { force: true });
    },
  };
}

/** Removes the page of a killed run. Its link no longer works. */
export function removeLeftPage(path: string, report: (what: string, error: unknown) => void): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    report(`removing ${path}`, error);
  }
}

/** The link in a page. Null if there is no page, or no link in it. */
export function linkOfOpeningPage(path: string): string | null {
  let page: string;
  try {
    page = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  return /<a href="(http:\/\/127\.0\.0\.1(?::\d+)?\/#code=[\w-]+)">/.exec(page)?.[1] ?? null;
}

/** A link contains no character that HTML would read as markup. */
function pageTo(link: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${link}">
<title>Session Inspector</title>
<p><a href="${link}">Open Session Inspector</a></p>
</html>
`;
}
