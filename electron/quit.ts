/** A clean end, for any cause: window closed, menu, SIGINT, SIGTERM. The core is closed before the process ends. */
import { app } from 'electron';
import { messageOf } from '../server/base/thrown.ts';
import { log } from './terminal.ts';

/** Longer than any answer that is still under way; then the process ends anyway. */
const closeLimitMs = 8_000;

export function quitCleanly(close: () => Promise<void>): void {
  let isClosing = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // will-quit comes after the windows are closed, so their streams have ended before the core is closed.
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void closeWithin(closeLimitMs, close).then((status) => app.exit(status));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

/** Resolves with the exit status: 0 if all was well to the end. */
async function closeWithin(limitMs: number, close: () => Promise<void>): Promise<number> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error(`it took longer than ${limitMs / 1000} s`)), limitMs);
  try {
    await Promise.race([close(), limit.promise]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    log(`Closing failed: ${messageOf(error)}`);
    return 1;
  } finally {
    clearTimeout(timer);
  }
}
