import { randomBytes } from 'node:crypto';
import { InvalidRequest, NotFound } from '../base/errors.ts';
import type { SecretKeeper } from './secrets.ts';

/** More than any rotation needs. Each further secret costs one more HMAC for every forged cookie. */
const maxSecrets = 10;

/** The signing secrets of the site or of a watched app: the first signs, all verify. Counted from 1. */
export interface SecretRing {
  /** A new array after each change, so that a reader can compare by identity. */
  readonly all: readonly string[];
  /** True if the secrets come from the start options, not from the keeper: changes are lost when the app is closed. */
  readonly areGiven: boolean;
  /** The text of one secret. */
  at(number: number): string;
  /** Adds a new secret of 256 random bits, which signs from now on; the other secrets still verify. */
  rotate(): void;
  /**
   * Adds this secret, which signs from now on; the other secrets still verify. Throws InvalidRequest if the secret
   * exists already.
   */
  add(secret: string): void;
  /** Moves one secret to another position. The first secret signs. */
  move(from: number, to: number): void;
  /** Removes a secret: cookies that it signed no longer verify. The last secret of the site cannot be removed. */
  remove(number: number): void;
}

/**
 * Changes are stored before they take effect. If the keeper fails, its error is thrown and nothing changes. Throws
 * NotFound for a secret that does not exist.
 */
export function createSecretRing(
  initial: readonly string[],
  keeper: SecretKeeper,
  areGiven: boolean,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): SecretRing {
  let all = initial;
  const use = (next: readonly string[]): void => {
    if (!areGiven) keeper.save(next);
    all = next;
  };
  const putFirst = (secret: string): void => {
    if (all.length >= maxSecrets) {
      throw new InvalidRequest(`There are ${maxSecrets} secrets already. Remove the oldest first.`);
    }
    use([secret, ...all]);
  };
  const at = (number: number): string => {
    const secret = all[number - 1];
    if (secret === undefined) throw new NotFound('The site has fewer secrets than that.');
    return secret;
  };
  return {
    get all() {
      return all;
    },
    areGiven,
    at,
    rotate: () => putFirst(randomBytes(32).toString('base64url')),
    add(secret) {
      if (all.includes(secret)) throw new InvalidRequest('This secret is in the list already.');
      putFirst(secret);
    },
    move(from, to) {
      const secret = at(from);
      at(to);
      use(all.toSpliced(from - 1, 1).toSpliced(to - 1, 0, secret));
    },
    remove(number) {
      at(number);
      if (all.length === 1 && !mayBeEmpty)
        throw new InvalidRequest('The last secret cannot be removed, because the site needs one to sign with.');
      use(all.toSpliced(number - 1, 1));
    },
  };
}
