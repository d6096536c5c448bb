import { type BigIntStats, statSync } from 'node:fs';

/** Which file a path named when it was looked at: another file of the same name has another identity. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** A database that is open: its path, and which file that is. Null: the path alone must do. */
export interface DatabasePlace {
  readonly path: string;
  readonly identity: FileIdentity | null;
}

/** What is known of the file at a path, with links followed; null if there is none, or if nothing can be known. */
export function statsAt(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

export function identityOf({ dev, ino }: BigIntStats): FileIdentity {
  return { dev, ino };
}

export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}
