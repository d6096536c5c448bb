import { mkdtempSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { RecordingAbout } from '../contract/recording.ts';
import { plainCookieNames } from '../engines/cookie-names.ts';
import { readRecording } from '../import/read-recording.ts';
import { unreadableLine } from './recording-words.ts';

/** A file that was read into a temporary database. */
export interface TemporaryRecording {
  readonly about: RecordingAbout;
  /** The path of the database, with the layout of a stored log. */
  readonly database: string;
}

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A file that does not name the cookies of both engines is taken to have these. */
const defaultNames = plainCookieNames;

/**
 * Reads a HAR or NDJSON file as the window does, and passes it to `use`. The database contains the file's content with
 * its secrets, so it is removed afterwards, also when a signal ends the process. Throws an Error with one line if the
 * file cannot be read.
 */
export async function withRecording<Result>(
  path: string,
  use: (recording: TemporaryRecording) => Promise<Result>,
): Promise<Result> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    (error: Error) => {
      throw new Error(`${path} cannot be read: ${error.message}`, { cause: error });
    },
  );
  if (!isFile) throw new Error(`${path} cannot be read: it is not a file.`);
  // The system makes it for its owner only.
  const folder = mkdtempSync(join(tmpdir(), 'session-inspector-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const signals = Object.entries(SIGNALS) as [keyof typeof SIGNALS, number][];
  const handlers = signals.map(([signal, status]) => {
    const end = () => {
      remove();
      process.exit(status);
    };
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  try {
    const job = { file: path, fileName: basename(path), database: join(folder, 'recording.db') };
    const result = await readRecording({ ...job, ownCookieNames: Object.values(defaultNames) }, async () => true);
    if (!result.ok) throw new Error(unreadableLine(path, result.failure));
    return await use({ about: result.about, database: job.database });
  } finally {
    for (const off of handlers) off();
    remove();
  }
}
