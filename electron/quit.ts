/** A clean end, however it is asked for: window closed, menu, SIGINT, SIGTERM. The core is closed before the process ends. */
import { app } from 'electron';

/** Longer than any answer that is still under way; then the process ends anyway. */
const closeLimitMs = 8_000;

export function quitCleanly(close: () => Promise<void>, log: (line: string) => void): void {
  let isClosing = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // will-quit comes after the windows are gone, so their streams have ended and nobody watches us tidy up.
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void endWithin(closeLimitMs, close, log);
  });
  quitOnSignals();
}

async function endWithin(limitMs: number, close: () => Promise<void>, log: (line: string) => void): Promise<void> {
  const timer = setTimeout(() => {
    log(`Closing took longer than ${limitMs / 1000} s, so the app ends without waiting.`);
    app.exit(1);
  }, limitMs);
  try {
    await close();
    app.exit(0);
  } catch (error) {
    log(`Closing failed: ${error instanceof Error ? error.message : String(error)}`);
    app.exit(1);
  } finally {
    clearTimeout(timer);
  }
}

function quitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}
