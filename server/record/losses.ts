import type { LogEntry } from '../contract/log-entry.ts';

/** What was answered and could not be written, since the start. */
export interface Losses {
  /** Requests whose session could not be saved although the client got its answer. */
  readonly notSaved: number;
  /** Entries that are not in the log. */
  readonly lostRecords: number;
}

export interface LossCounter extends Losses {
  /** An entry, whether it is in the log or not: what it tells of its session is so either way. */
  noteEntry(entry: LogEntry): void;
  noteLostRecord(): void;
  /** A change of a session failed in a request of which there is no record: recording was paused. */
  noteNotSaved(): void;
}

export function createLossCounter(): LossCounter {
  let notSaved = 0;
  let lostRecords = 0;
  return {
    get notSaved() {
      return notSaved;
    },
    get lostRecords() {
      return lostRecords;
    },
    noteEntry(entry) {
      if (entry.kind === 'request' && isSessionNotSaved(entry)) notSaved++;
    },
    noteLostRecord() {
      lostRecords++;
    },
    noteNotSaved() {
      notSaved++;
    },
  };
}

/** The client got its answer, but what it changed in the session was not written. */
function isSessionNotSaved(record: LogEntry & { kind: 'request' }): boolean {
  return record.storeOperations.some((call) => call.outcome === 'failed' && call.op !== 'get');
}
