import type { LogEntry } from '../contract/log-entry.ts';
import type { PlaceInFile, Tally } from './tally.ts';

/** Reads a file in chunks and passes on its entries. Throws `JsonFault` if the file cannot be read further. */
export interface RecordingReader {
  write(chunk: Uint8Array): void;
  end(): void;
  /** The file's own description, as far as it was read. */
  about(): ReaderAbout;
}

export interface ReaderAbout {
  readonly writtenBy: string;
  readonly exportedAt: string | null;
  readonly isRedacted: boolean | null;
}

/** Receives entries for the recording, and reports for the counts. */
export interface EntrySink {
  readonly tally: Tally;
  add(entry: LogEntry, place: PlaceInFile): void;
}

/** An entry has a few kilobytes, or some megabytes if it contains a response body. */
export const MAX_ENTRY_BYTES = 32 * 1024 * 1024;
/** More levels than a session can have (contract/json.ts), including the levels around it. */
export const MAX_DEPTH = 1_100;
