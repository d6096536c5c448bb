import type { CookieNote, NotValidReason } from '../../../contract/decoded-cookie.ts';
import { formsOf } from './secret-trial.ts';

/** A secret, and the salt that was given with it. */
export type SaltedSecret = { readonly salt: string; readonly secret: string | Buffer };

/**
 * Reads a secret of the form `salt:NAME:SECRET`, for frameworks that derive their key from the secret and a salt of the
 * app. The prefixes `base64:` and `hex:` before SECRET mean bytes. Null if no salt was given.
 */
export function saltedSecret(secret: string | Buffer): SaltedSecret | null {
  const parts = typeof secret === 'string' ? /^salt:([^:]+):(.+)$/s.exec(secret) : null;
  if (parts === null) return null;
  const [, salt = '', bare = ''] = parts;
  return { salt, secret: formsOf(bare).at(-1) ?? bare };
}

/** Where no secret fits, another salt is a cause too: the same secret makes another key with it. */
export function withSaltNote(notes: readonly CookieNote[], reason: NotValidReason | null): CookieNote[] {
  return reason === 'bad-signature' ? [...notes, 'another-salt'] : [...notes];
}
