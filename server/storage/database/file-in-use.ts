import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isAlive } from '../../base/is-alive.ts';
import { readOwnFile } from '../../base/own-file.ts';
import type { FileIdentity } from './file-identity.ts';

/** Says beside a database which file a running app has open: for commands, which are processes of their own. */
const noteName = 'in-use.json';
const mostBytes = 1_000;
const noteSchema = z.object({ pid: z.number().int().positive(), dev: z.string(), ino: z.string() });

/** Notes which file this process has open. Returns how to take the note away. */
export function noteFileInUse(database: string, { dev, ino }: FileIdentity): () => void {
  const path = noteOf(database);
  const note = { pid: process.pid, dev: String(dev), ino: String(ino) } satisfies z.infer<typeof noteSchema>;
  writeFileSync(path, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** Which file a process that is running has open as this database. Null: none has, or that cannot be told. */
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
