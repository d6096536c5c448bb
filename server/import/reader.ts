import type { LogEntry } from '../contract/log-entry.ts';
import type { Tally } from './tally.ts';

/** Takes a file in chunks and hands on its entries. Throws `JsonFault` where the file cannot be read on. */
export interface RecordingReader {
  write(chunk: Uint8Array): void;
  end(): void;
  /** What the file says of itself, as far as it has been read. */
  about(): ReaderAbout;
}

export interface ReaderAbout {
  readonly writtenBy: string;
  readonly exportedAt: string | null;
  readonly isRedacted: boolean | null;
}

/** Where entries go: into the recording, and among what is counted. */
export interface EntrySink {
  readonly tally: Tally;
  add(entry: LogEntry, line: number): void;
}

/** An entry is a few kilobytes; with the body of a response in it some megabytes. */
export const MAX_ENTRY_BYTES = 32 * 1024 * 1024;
/** More than any session holds (contract/json.ts), with what stands around it. */
export const MAX_DEPTH = 1_100;
