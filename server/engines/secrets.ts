import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { keepAside } from '../base/keep-aside.ts';
import { readOwnText } from '../base/own-file.ts';
import { writePrivateFile } from '../base/write-private-file.ts';
import type { FoundInstead, KeptAside } from '../contract/kept-aside.ts';

/** Where the generated signing secrets are kept between starts. */
export interface SecretKeeper {
  /** A name for people: "the keychain", "a file only you can read". */
  readonly name: string;
  /**
   * Whether the operating system protects the secrets from other programs of the same user, and not only from other
   * users.
   */
  readonly isProtected: boolean;
  /** An object that was found in place of the secrets, and that `load` renamed. */
  readonly keptAside: readonly KeptAside[];
  /**
   * The stored secrets, the first of which signs. Null if there are none. An unexpected object in their place is
   * renamed. Throws if it cannot be renamed, or if the secrets cannot be read at the moment.
   */
  load(): readonly string[] | null;
  /** An empty list removes all stored secrets. */
  save(secrets: readonly string[]): void;
}

/**
 * Stores secrets in a file of mode 0600, one a line. A save is complete or has no effect, because a half-written secret
 * would invalidate every session. A file without a secret is renamed.
 */
export function fileSecretKeeper(path: string): SecretKeeper {
  const keptAside: KeptAside[] = [];
  const aside = (found: FoundInstead): null => {
    const kept = keepAside(path, found);
    keptAside.push(kept);
    if (kept.keptAs === null) throw new Error(`${path} holds no secret and cannot be renamed: move it away.`);
    return null;
  };
  return {
    keptAside,
    name: 'a file that only your user can read',
    isProtected: false,
    load() {
      const read = readOwnText(path, mostBytes);
      if (read === null) return null;
      return 'text' in read ? secretsIn(read.text) : aside(read.found);
    },
    save(secrets) {
      if (secrets.length === 0) rmSync(path, { force: true });
      else writePrivateFile(path, `${secrets.join('\n')}\n`);
    },
  };
}

/** Enough for thousands of secrets; a larger file was not written by this app. */
const mostBytes = 1024 * 1024;

/**
 * Reads secrets from a file, one a line; empty lines are ignored. Throws an error with a complete sentence if the file
 * cannot be read or contains no secret.
 */
export function readSecretFile(path: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`The secret file ${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const secrets = secretsIn(text);
  if (secrets.length === 0) throw new Error(`The secret file ${path} holds no secret: write one a line.`);
  return secrets;
}

function secretsIn(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/**
 * The secrets to use: the user's own, else the stored ones, else a new one (256 random bits), which is then stored. If
 * nothing else of this run is stored, a keeper that fails does not prevent the start.
 */
export function chooseSecrets(
  own: readonly string[] | undefined,
  keeper: SecretKeeper,
  { mustKeep = true }: { mustKeep?: boolean } = {},
): readonly string[] {
  if (own !== undefined && own.length > 0) return own;
  const secrets = [randomBytes(32).toString('base64url')];
  try {
    const kept = keeper.load();
    if (kept !== null && kept.length > 0) return kept;
    keeper.save(secrets);
  } catch (error) {
    if (mustKeep) throw error;
  }
  return secrets;
}
