import type { LogEntry } from '../contract/log-entry.ts';

/** The losses since the start: data of sent responses that could not be written. */
export interface Losses {
  /** Requests whose session could not be saved although the client received a response. */
  readonly notSaved: number;
  /** Entries that are not in the log. */
  readonly lostRecords: number;
}

export interface LossCounter extends Losses {
  /** An entry, whether in the log or not. Its facts about the session are true in both cases. */
  noteEntry(entry: LogEntry): void;
  noteLostRecord(): void;
  /** A change of a session failed in a request without a record, because recording was paused. */
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

/** The client received its response, but its change of the session was not written. */
function isSessionNotSaved(record: LogEntry & { kind: 'request' }): boolean {
  return record.storeOperations.some((call) => call.outcome === 'failed' && call.op !== 'get');
}
