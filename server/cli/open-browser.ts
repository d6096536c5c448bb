import { spawn } from 'node:child_process';

/**
 * Asks the desktop to open an address of ours. A machine without a browser is no error: the address is on stdout
 * anyway.
 */
export function openBrowser(url: string): void {
  const [command, ...args] = opener(url);
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true });
  child.once('error', () => {});
  child.unref();
}

function opener(url: string): string[] {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
