import type { BrowserWindow } from 'electron';
import type { ShellNews } from './shell-channels.ts';

/** Sends news to the page of a window, if it is still there. */
export function tellPage<Channel extends keyof ShellNews>(
  window: BrowserWindow | null,
  channel: Channel,
  news: ShellNews[Channel],
): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(channel, news);
}
