/** The URLs that the app may open in the user's own browser. */
import { shell } from 'electron';
import { isSafeToOpen } from './safe-url.ts';

/** Opens a page in the user's own browser, if its URL is safe; else does nothing. */
export async function openInBrowser(url: string): Promise<void> {
  if (isSafeToOpen(url)) await shell.openExternal(url);
}
