/** One desktop app for each data folder: a second start shows the window of the first and ends. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { prepareDataDir } from '../server/base/data-dir.ts';
import { log } from './terminal.ts';

/**
 * Puts Chromium's files (its profile, and with it the lock of the single instance) into the data folder. So apps with
 * different folders run side by side, and deleting the folder deletes everything. Throws if the folder cannot be used.
 */
export function keepProfileIn(dataDir: string): void {
  const profile = join(prepareDataDir(dataDir).path, 'desktop');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
}

/** False if another instance has this folder. That instance is notified of this start and shows its window. */
export function isFirstInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecondStart);
  return true;
}

/** The lock has notified the first instance; this process only prints a hint. */
export function endAsSecondInstance(): void {
  log('Session Inspector is already open with this data folder; its window was brought to the front.');
  app.exit(0);
}
