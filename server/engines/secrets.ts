import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { writePrivateFile } from '../base/write-private-file.ts';

/** Where the generated signing secrets are kept between starts. */
export interface SecretKeeper {
  /** For people: "the keychain", "a file only you can read". */
  readonly name: string;
  /** The operating system protects it from other programs of the same user, not only from other users. */
  readonly isProtected: boolean;
  /** The kept secrets, first signs; null if there are none yet. Throws if there are some that cannot be read. */
  load(): readonly string[] | null;
  save(secrets: readonly string[]): void;
}

/**
 * Keeps secrets in a file of mode 0600, one a line. A save is whole or has not happened: a half-written secret would
 * sign every session out.
 */
export function fileSecretKeeper(path: string): SecretKeeper {
  return {
    name: 'a file that only your user can read',
    isProtected: false,
    load() {
      if (!existsSync(path)) return null;
      chmodSync(path, 0o600);
      return readSecretFile(path);
    },
    save: (secrets) => writePrivateFile(path, `${secrets.join('\n')}\n`),
  };
}

/**
 * Reads secrets from a file, one a line, empty lines ignored. Throws a sentence if the file cannot be read or has
 * none.
 */
export function readSecretFile(path: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`The secret file ${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const secrets = text.split(/\r?\n/).filter((line) => line !== '');
  if (secrets.length === 0) throw new Error(`The secret file ${path} holds no secret: write one a line.`);
  return secrets;
}

/**
 * The secrets to use: the learner's own, else the kept ones, else a new one (256 random bits), which is kept from now
 * on. Where nothing else of this run is kept either, a keeper that fails is no reason not to start.
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
