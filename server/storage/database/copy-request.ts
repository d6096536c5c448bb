/**
 * How a command gets a copy of a database whose file is no longer at its path: it requests the copy from the app that
 * has the file open, by a file in the data folder.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { InspectorError } from '../../base/errors.ts';
import { readOwnFile } from '../../base/own-file.ts';
import { writePrivateFile } from '../../base/write-private-file.ts';
import { fileInUse } from './file-in-use.ts';

const wishSchema = z.object({ id: z.uuid(), out: z.string() });
const answerSchema = z.object({ id: z.uuid(), error: z.string().nullable() });

/** A path has at most some thousand characters, and an error a few sentences. */
const mostBytes = 16_384;
const lookEveryMs = 100;
/** The app checks every second. If it has not accepted the request by then, it will not. */
const takenWithinMs = 20_000;

const wishOf = (database: string) => join(dirname(database), 'copy-wanted.json');
const answerOf = (database: string, id: string) => join(dirname(database), `copy-${id}.json`);

/**
 * For the app: makes the copy that a command has requested, if there is a request. Resolves when the copy is made or
 * has failed; the command gets the reason.
 */
export async function answerCopyRequest(database: string, copy: (out: string) => Promise<void>): Promise<void> {
  const wish = readJson(wishOf(database), wishSchema);
  if (wish === null) return;
  rmSync(wishOf(database), { force: true });
  let error: string | null = null;
  try {
    if (existsSync(wish.out)) throw new Error(`${wish.out} exists already`);
    await copy(wish.out);
  } catch (reason) {
    error = reason instanceof Error ? reason.message : String(reason);
  }
  const answer = { id: wish.id, error } satisfies z.infer<typeof answerSchema>;
  writePrivateFile(answerOf(database, wish.id), JSON.stringify(answer));
}

/**
 * For a command: has the app that has this database open copy it to `out`, an absolute path. Resolves when the copy is
 * on the disk. Throws CopyNotMade.
 */
export async function requestCopy(database: string, out: string): Promise<void> {
  const wish = { id: randomUUID(), out } satisfies z.infer<typeof wishSchema>;
  const answerPath = answerOf(database, wish.id);
  writePrivateFile(wishOf(database), JSON.stringify(wish));
  try {
    const giveUpAtMs = Date.now() + takenWithinMs;
    for (;;) {
      const answer = readJson(answerPath, answerSchema);
      if (answer !== null) {
        if (answer.error !== null) throw new CopyNotMade(answer.error);
        return;
      }
      if (fileInUse(database) === null) throw new CopyNotMade('Session Inspector has ended');
      const isTaken = readJson(wishOf(database), wishSchema)?.id !== wish.id;
      if (!isTaken && Date.now() > giveUpAtMs) throw new CopyNotMade('Session Inspector does not take the request');
      await wait(lookEveryMs);
    }
  } finally {
    rmSync(answerPath, { force: true });
    if (readJson(wishOf(database), wishSchema)?.id === wish.id) rmSync(wishOf(database), { force: true });
  }
}

class CopyNotMade extends InspectorError {
  constructor(reason: string) {
    super('copy-not-made', 409, `The open database could not be copied: ${reason}. Nothing was written.`);
  }
}

/** Null if there is no such file, or something else is in its place. */
function readJson<T>(path: string, schema: z.ZodType<T>): T | null {
  const file = readOwnFile(path, mostBytes);
  if (file === null || 'found' in file) return null;
  try {
    return schema.parse(JSON.parse(file.bytes.toString()));
  } catch {
    return null;
  }
}
