/** What may leave the app for the user's own browser. */
import { shell } from 'electron';
import { isSafeToOpen } from './safe-url.ts';

/** Opens a page in the user's own browser, if it is one that a browser should be handed; else does nothing. */
export async function openInBrowser(url: string): Promise<void> {
  if (isSafeToOpen(url)) await shell.openExternal(url);
}
