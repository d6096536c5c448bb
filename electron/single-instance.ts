/** One desktop app per data folder: a second start brings the first one's window to the front and ends. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * Puts what Chromium keeps (its profile, and with it the lock of the single instance) inside the data folder. So apps with
 * different folders run side by side, and erasing the folder erases everything.
 */
export function keepProfileIn(dataDir: string): void {
  const profile = join(dataDir, 'desktop');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
}

/** False: another instance has this folder, and has been told to show itself. */
export function isFirstInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecondStart);
  return true;
}
