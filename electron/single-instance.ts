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

/** The data that a second start passes to the first: its files, and its working directory. */
interface Handed {
  readonly files: readonly string[];
  readonly folder: string;
}

/**
 * False if another instance has this folder. That instance gets the files of this start and shows its window. They are
 * passed as separate data, because Chromium changes the order of a command line that it passes on.
 */
export function isFirstInstance(files: readonly string[], onSecondStart: (handed: Handed) => void): boolean {
  const own: Handed = { files, folder: process.cwd() };
  if (!app.requestSingleInstanceLock({ ...own })) return false;
  app.on('second-instance', (_event, _argv, _folder, handed) => onSecondStart(asHanded(handed)));
  return true;
}

/** Another version of the app may have sent something else. */
function asHanded(handed: unknown): Handed {
  const { files, folder } = { ...(handed as Partial<Handed> | null) };
  const isList = Array.isArray(files) && files.every((path) => typeof path === 'string');
  return { files: isList ? files : [], folder: typeof folder === 'string' ? folder : '/' };
}

/** The lock has notified the first instance; this process only prints a hint. */
export function endAsSecondInstance(): void {
  log('Session Inspector is already open with this data folder; its window was brought to the front.');
  app.exit(0);
}
