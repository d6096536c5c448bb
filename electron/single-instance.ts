/** One desktop app per data folder: a second start brings the first one's window to the front and ends. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { prepareDataDir } from '../server/base/data-dir.ts';
import { log } from './terminal.ts';

/**
 * Puts what Chromium keeps (its profile, and with it the lock of the single instance) inside the data folder. So apps
 * with different folders run side by side, and erasing the folder erases everything. Throws if the folder cannot be
 * used.
 */
export function keepProfileIn(dataDir: string): void {
  const profile = join(prepareDataDir(dataDir).path, 'desktop');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
}

/** False: another instance has this folder. It is told of this start, and shows its window. */
export function isFirstInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecondStart);
  return true;
}

/** The first instance has been told by the lock itself; this one only says where the window is. */
export function endAsSecondInstance(): void {
  log('Session Inspector is already open with this data folder; its window was brought to the front.');
  app.exit(0);
}
