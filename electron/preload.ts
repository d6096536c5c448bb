/** The page's only view of the shell: named functions. Neither ipcRenderer nor its event objects reach the page. */
import { contextBridge, ipcRenderer } from 'electron';
import type { ShellApi, Unsubscribe } from '../server/contract/shell-api.ts';
import type { ShellNews, ShellRequests } from './shell-channels.ts';

function ask<Channel extends keyof ShellRequests>(
  channel: Channel,
  ...args: Parameters<ShellRequests[Channel]>
): Promise<ReturnType<ShellRequests[Channel]>> {
  return ipcRenderer.invoke(channel, ...args);
}

function listen<Channel extends keyof ShellNews>(
  channel: Channel,
  listener: (news: ShellNews[Channel]) => void,
): Unsubscribe {
  const forward = (_event: unknown, news: ShellNews[Channel]) => listener(news);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.off(channel, forward);
}

const shell: ShellApi = {
  platform: process.platform,
  openSite: (watchedId) => ask('shell:open-site', watchedId),
  revealFile: (downloadId) => ask('shell:reveal-file', downloadId),
  revealDataFolder: () => ask('shell:reveal-data-folder'),
  setMenu: (state) => ask('shell:set-menu', state),
  onMenuCommand: (listener) => listen('shell:menu-command', listener),
  onDownloadDone: (listener) => listen('shell:download-done', listener),
};

contextBridge.exposeInMainWorld('shell', shell);
