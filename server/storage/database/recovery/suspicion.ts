import { existsSync, rmSync } from 'node:fs';
import { writePrivateFile } from '../../../base/write-private-file.ts';

/**
 * A note beside a database in which a run met damage. It makes the next start read every page before it uses the
 * file.
 */
function noteOf(path: string): string {
  return `${path}.suspect`;
}

export function isSuspected(path: string): boolean {
  return existsSync(noteOf(path));
}

export function suspect(path: string, reason: string): void {
  writePrivateFile(noteOf(path), `${reason}\n`);
}

export function forgetSuspicion(path: string): void {
  rmSync(noteOf(path), { force: true });
}
