import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/**
 * Shows a page of this app in the user's browser with the command of the desktop. The command line contains only the
 * path of the page. Resolves when that command has ended: with null, or with the reason of its failure. The command may
 * run as long as the browser; it does not keep this process running.
 */
export function openBrowser(page: string): Promise<string | null> {
  const [command = '', ...args] = opener(pathToFileURL(page).href);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.unref();
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (status) => resolve(status === null || status === 0 ? null : `${command} ended with ${status}`));
  });
}

function opener(url: string): string[] {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
