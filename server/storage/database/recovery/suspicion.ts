import { existsSync, rmSync } from 'node:fs';
import { readOwnText } from '../../../base/own-file.ts';
import { writePrivateFile } from '../../../base/write-private-file.ts';
import type { StorageFailure } from '../../../contract/storage-state.ts';

/** Notes of a run that found damage, for the next start. */
export interface Suspicion {
  /** Another program wrote into the file, so the journal beside it may belong to the earlier content. */
  readonly isOverwritten: boolean;
  /** The journal was truncated. The file may be sound, but it lacks the last saves. */
  readonly isJournalCut: boolean;
  /** The name of a copy of the open database, sound or not. Null if none could be made. */
  readonly copy: string | null;
}

const mostBytes = 64 * 1024;

/**
 * A note next to a database in which a run found damage. The next start then reads every page before it uses the file.
 */
function noteOf(path: string): string {
  return `${path}.suspect`;
}

/** Null if there is no such note. */
export function suspicionOf(path: string): Suspicion | null {
  if (!existsSync(noteOf(path))) return null;
  const read = readOwnText(noteOf(path), mostBytes);
  const [reason = '', copy = null] = read !== null && 'text' in read ? read.text.split('\n') : [];
  return {
    isOverwritten: reason.startsWith('overwritten: '),
    isJournalCut: /^cut: \S+-wal\b/.test(reason),
    copy: copy === '' ? null : copy,
  };
}

/** `copy` is the name of a copy of the open database, sound or not. */
export function suspect(path: string, { trouble, detail }: StorageFailure, copy: string | null = null): void {
  writePrivateFile(noteOf(path), `${trouble}: ${detail}\n${copy ?? ''}\n`);
}

export function forgetSuspicion(path: string): void {
  rmSync(noteOf(path), { force: true });
}
