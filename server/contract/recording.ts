/**
 * A *recording*: a file that was opened to be looked at beside the live log, read only. These are the shapes in which
 * the window is told of it.
 */
import { z } from 'zod';

/** Larger files are refused: by what is announced, and by what is counted. */
export const MAX_RECORDING_BYTES = 2 * 1024 * 1024 * 1024;

/**
 * The header of an upload that carries the file's name, percent-encoded: an address would be kept in places that a
 * header is not.
 */
export const FILE_NAME_HEADER = 'x-file-name';

/** Why a part of a file was left out. `line` counts from 1. */
export interface Skipped {
  readonly line: number;
  readonly why:
    | 'not-json'
    | 'not-utf8'
    | 'not-an-entry'
    | 'too-large'
    | 'too-deep'
    | 'duplicate-id'
    /** What came after was not read: there are as many entries as a recording may have. */
    | 'too-many'
    /** The file ends, or cannot be read on, in the middle: it was cut off. */
    | 'cut-off';
  /** What does not fit, in the words of the parser; empty where there is nothing to add. */
  readonly detail: string;
}

/** A part of entries that is shown otherwise than the file has it. The entries themselves are shown. */
export interface PartReading {
  readonly how: /** An item of a list was left out: it is null, or has no name or no value. */
    | 'left-out'
    /** A value was not understood: it is of another type. It counts as unknown, or as empty where it is a list. */
    | 'unknown'
    /** A list has items that the header lines, or the address, lack: these are not shown. */
    | 'only-listed'
    /** A header line was made from the list of cookies, since the file has the cookies and not the line. */
    | 'made';
  /** The path of the member in an entry, such as `request.headers`. */
  readonly member: string;
  readonly count: number;
  /** Of the first entry in which it was so; from 1. */
  readonly line: number;
}

/** What is known of the secrets in a file. */
export type RecordingSecrets =
  /** The file says that each was replaced by a pseudonym: it can be followed, and not be verified. */
  | 'pseudonyms'
  /** The file says that they are as they were. */
  | 'whole'
  /** No cookie header stands in it: it was sanitised, as browsers do by default, or none was sent. */
  | 'no-cookies'
  /** There are cookies, and the file does not say whether they were changed. */
  | 'not-told';

/** What a recording says of itself, and what was read of it. */
export interface RecordingAbout {
  readonly fileName: string;
  readonly bytes: number;
  readonly format: 'ndjson' | 'har';
  /** The program that wrote it, with its version; empty where the file does not say. */
  readonly writtenBy: string;
  /** When it was exported, as the file has it; null where it does not say. */
  readonly exportedAt: string | null;
  /** Whether it tells what the server did. A HAR of another program holds what the client saw, and nothing else. */
  readonly tellsServer: boolean;
  readonly secrets: RecordingSecrets;
  readonly requestCount: number;
  /** Edits, notices and gaps. */
  readonly otherCount: number;
  /** Parts that were left out: how many, how many for each reason (the most common one first), and the first ones. */
  readonly skippedCount: number;
  readonly skippedWhy: readonly { readonly why: Skipped['why']; readonly count: number }[];
  readonly skipped: readonly Skipped[];
  /** The most common one first. */
  readonly parts: readonly PartReading[];
}

/** Why a file could not be opened at all. */
export interface RecordingFailure {
  readonly why:
    | 'empty'
    | 'gzip'
    | 'zip'
    | 'utf-16'
    | 'csv'
    | 'newer-format'
    | 'not-json'
    | 'no-log'
    | 'nothing-readable'
    | 'too-large'
    | 'disk-full'
    | 'failed'
    | 'closed';
  /** Where it stopped, counted from 1; null where that says nothing. */
  readonly line: number | null;
  readonly detail: string;
}

/** How far the reading of a file is. */
export type RecordingState =
  | { readonly state: 'reading'; readonly doneBytes: number; readonly totalBytes: number; readonly entries: number }
  | { readonly state: 'open'; readonly about: RecordingAbout }
  | { readonly state: 'failed'; readonly failure: RecordingFailure };

/** A session as a recording tells of it: nothing is known of what its server kept. */
export interface RecordedSession {
  readonly sid: string;
  readonly entryCount: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

export interface RecordedSessions {
  /** Seen last first. */
  readonly sessions: readonly RecordedSession[];
  readonly all: number;
}

export const recordingInput = z.object({ id: z.string().max(64) });
