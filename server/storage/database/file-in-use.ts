import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isAlive } from '../../base/is-alive.ts';
import { readOwnFile } from '../../base/own-file.ts';
import type { FileIdentity } from './file-identity.ts';

/**
 * A note next to a database that names the file which a running app has open. It is for commands, which run in other
 * processes.
 */
const noteName = 'in-use.json';
const mostBytes = 1_000;
const noteSchema = z.object({ pid: z.number().int().positive(), dev: z.string(), ino: z.string() });

/** Writes the note about the file that this process has open. Returns a function that removes the note. */
export function noteFileInUse(database: string, { dev, ino }: FileIdentity): () => void {
  const path = noteOf(database);
  const note = { pid: process.pid, dev: String(dev), ino: String(ino) } satisfies z.infer<typeof noteSchema>;
  writeFileSync(path, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** The file that a running process has open as this database. Null if there is none, or if it is unknown. */
export function fileInUse(database: string): FileIdentity | null {
  const file = readOwnFile(noteOf(database), mostBytes);
  if (file === null || 'found' in file) return null;
  const note = noteIn(file.bytes.toString());
  return note === null || !isAlive(note.pid) ? null : { dev: BigInt(note.dev), ino: BigInt(note.ino) };
}

function noteOf(database: string): string {
  return join(dirname(database), noteName);
}

function noteIn(text: string): z.infer<typeof noteSchema> | null {
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
