import type { BegunFrom, Recovery, StorageFailure, StorageState } from '../../server/contract/storage-state.ts';
import type { Strings } from '../strings/en.ts';

type Words = Strings['storage'];

/** The fault of the database at a start, and its recovery. */
export function recoverySentence(recovery: Recovery, t: Words): string {
  if (recovery.code === 'database-missing') return t.missing(recovery.copy);
  if (recovery.code === 'database-temporary') return t.temporary(recovery.path, t.obstacle[recovery.obstacle]);
  return t.setAside(t.defect[recovery.defect], recovery.keptAs, begunSentence(recovery.begunFrom, t));
}

/** Why entries are not saved; null if they are. */
export function notKeptSentence(storage: StorageState, t: Words): string | null {
  switch (storage.state) {
    case 'kept':
      return null;
    case 'temporary':
      return t.temporary(storage.path, t.obstacle[storage.obstacle]);
    case 'refused':
      return t.refused(t.refusal[storage.obstacle]);
    case 'failed':
      return failureSentence(storage.failure, storage.copy, t);
  }
}

/**
 * Why saving has stopped, and the next step. `copy` is the path of a copy of the open database. Null if there is none.
 */
export function failureSentence({ trouble, detail }: StorageFailure, copy: string | null, t: Words): string {
  return t.failed(t.failure[trouble], detail, copy === null ? nextStep(trouble, t.next) : t.next.fromCopy(copy));
}

function nextStep(trouble: StorageFailure['trouble'], t: Words['next']): string {
  if (trouble === 'gone' || trouble === 'replaced') return t.stillOpen;
  return trouble === 'journal-gone' ? t.inDatabase : t.startAgain;
}

function begunSentence(begunFrom: BegunFrom, t: Words): string {
  switch (begunFrom.from) {
    case 'main-file':
      return t.begunFrom.mainFile;
    case 'rescued':
      return t.begunFrom.rescued(begunFrom.sessions, begunFrom.entries, begunFrom.unreadable ?? 0);
    case 'backup':
      return t.begunFrom.backup(begunFrom.madeAtMs);
    case 'copy':
      return t.begunFrom.copy(begunFrom.copy);
    case 'nothing':
      return t.begunFrom.nothing;
  }
}
