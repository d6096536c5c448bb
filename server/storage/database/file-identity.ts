import { type BigIntStats, statSync } from 'node:fs';

/**
 * The identity of the file at a path at the time of the check. Another file with the same name has another identity.
 */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** An open database: its path and the identity of its file. Null if only the path is known. */
export interface DatabasePlace {
  readonly path: string;
  readonly identity: FileIdentity | null;
}

/** The known facts about the file at a path, with links followed. Null if the file does not exist or cannot be read. */
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
