/** The shapes of a *recording*: a file that the user opens next to the live log, read-only. */
import { z } from 'zod';

/**
 * Why a part of a file was skipped. `line` counts from 1, as does `entry`, the number in the list of a HAR. Of a rest
 * (see {@link isRest}), `entry` is the last one before it. Absent in NDJSON, where each entry has its line.
 */
export interface Skipped {
  readonly line: number;
  readonly entry?: number;
  readonly why:
    | 'not-json'
    | 'not-utf8'
    | 'not-an-entry'
    | 'too-large'
    | 'too-deep'
    | 'duplicate-id'
    /** The rest was not read, because a recording has reached its largest number of entries. */
    | 'too-many'
    /** The file ends in the middle: it was cut off. */
    | 'cut-off'
    /** From there on the file is no JSON, so its rest was not read. */
    | 'broken-off'
    /** A second JSON document follows the first, as in two files joined together. It was not read. */
    | 'second-document';
  /** The mismatch in the words of the parser. Empty if it gave no details. */
  readonly detail: string;
}

/** A part of an entry that is not shown exactly as in the file. The entry itself is shown. */
export interface PartReading {
  readonly how: /** An item of a list was left out: it is null, or has no name or no value. */
    | 'left-out'
    /** A value has another type than expected. It counts as unknown, or as empty if it is a list. */
    | 'unknown'
    /** A list has items that are missing in the header lines or in the address. These items are not shown. */
    | 'only-listed'
    /** A header line was made from the list of cookies, because the file has the cookies but not the line. */
    | 'made'
    /** The file does not have the member, so the value is unknown. */
    | 'missing'
    /** An object has the member more than once. JSON.parse keeps the last one. */
    | 'repeated'
    /** A list is written as an object or a text. It was read. */
    | 'other-form';
  /** The path of the member in an entry, such as `request.headers`. */
  readonly member: string;
  readonly count: number;
  /** The line of the first entry with this deviation, counted from 1, and its number in the list of a HAR. */
  readonly line: number;
  readonly entry?: number;
}

/** Whether the skipped part is the rest of the file. The number of entries in a rest is unknown. */
export function isRest(why: Skipped['why']): boolean {
  return why === 'cut-off' || why === 'broken-off' || why === 'second-document' || why === 'too-many';
}

/** The number of skipped parts that are one entry each, without the rest of the file. */
export function skippedEntryCount({ skippedWhy }: Pick<RecordingAbout, 'skippedWhy'>): number {
  return skippedWhy.reduce((all, { why, count }) => (isRest(why) ? all : all + count), 0);
}

/** What is known about the secrets in a file. */
export type RecordingSecrets =
  /** The file declares that each secret was replaced by a pseudonym. Pseudonyms can be followed but not verified. */
  | 'pseudonyms'
  /** The file declares that secrets were not replaced. */
  | 'whole'
  /** The file has no cookie headers: it was sanitised, as browsers do by default, or no cookies were sent. */
  | 'no-cookies'
  /** The file has cookies and does not declare whether they were changed. */
  | 'not-told';

/** The file's own description, and a summary of what was read. */
export interface RecordingAbout {
  readonly fileName: string;
  readonly bytes: number;
  readonly format: 'ndjson' | 'har';
  /** The program that wrote the file, with its version. Empty if the file does not name it. */
  readonly writtenBy: string;
  /** The time of the export, as in the file. Null if the file does not contain it. */
  readonly exportedAt: string | null;
  /**
   * Whether the file describes what the server did. A HAR file of another program contains only what the client saw.
   */
  readonly tellsServer: boolean;
  readonly secrets: RecordingSecrets;
  readonly requestCount: number;
  /** Edits, notices and gaps. */
  readonly otherCount: number;
  /** The skipped parts: their number, the number for each reason (the most common first), and the first of them. */
  readonly skippedCount: number;
  readonly skippedWhy: readonly { readonly why: Skipped['why']; readonly count: number }[];
  readonly skipped: readonly Skipped[];
  /** The most common first. */
  readonly parts: readonly PartReading[];
}

/** Whether a file was read to its end: it was not cut off, broken in the middle, joined, or too long to be read. */
export function isReadToItsEnd({ skippedWhy }: Pick<RecordingAbout, 'skippedWhy'>): boolean {
  return !skippedWhy.some(({ why }) => isRest(why));
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
    /** It ends before its first entry does. */
    | 'cut-off'
    | 'no-log'
    | 'nothing-readable'
    | 'too-large'
    | 'disk-full'
    /** These three: of a file that was named by its path. */
    | 'not-found'
    | 'not-a-file'
    | 'not-readable'
    | 'failed'
    | 'closed';
  /** The line of the error, counted from 1. Null if a line number has no meaning for the file. */
  readonly line: number | null;
  readonly detail: string;
}

/** The progress of reading a file. */
export type RecordingState =
  | { readonly state: 'reading'; readonly doneBytes: number; readonly totalBytes: number; readonly entries: number }
  | { readonly state: 'open'; readonly about: RecordingAbout }
  | { readonly state: 'failed'; readonly failure: RecordingFailure };

/** A session as a recording describes it. The state on its server is unknown. */
export interface RecordedSession {
  readonly sid: string;
  readonly entryCount: number;
  /** Null if the file tells no times. */
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
}

export interface RecordedSessions {
  /** The last seen first. */
  readonly sessions: readonly RecordedSession[];
  readonly all: number;
}

/** A file that was opened from outside the window. The window follows it by this id, and never knows its path. */
export const openedFileSchema = z.object({ id: z.string(), fileName: z.string() });
export type OpenedFile = z.infer<typeof openedFileSchema>;

/** The secrets with which the cookies of a file are to be checked. Sent by POST, so that no address has them. */
export const verifyInput = z.object({
  id: z.string().max(64),
  secrets: z
    .array(
      z
        .string()
        .min(1)
        .max(64 * 1024),
    )
    .max(20),
});

export const recordingInput = z.object({ id: z.string().max(64) });
