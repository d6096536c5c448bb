import type { DecodedCookie, NotValidReason } from '../../../server/contract/decoded-cookie.ts';

/** `good`: the cookie is genuine. `bad`: it is not. `open`: unknown, for a reason that is not a fault of the cookie. */
export type VerdictTone = 'good' | 'bad' | 'open';

const OPEN: ReadonlySet<NotValidReason> = new Set([
  'not-recognised',
  'not-signed',
  'opaque',
  'no-secret',
  'secret-unusable',
  'signature-missing',
  'not-decrypted',
]);

export function verdictTone({ reason }: Pick<DecodedCookie, 'reason'>): VerdictTone {
  if (reason === null) return 'good';
  return OPEN.has(reason) ? 'open' : 'bad';
}

/** The secret that signed a cookie. The user's secrets are numbered before those of the site. Null if none matches. */
export function signedBy(
  { secretNumber }: Pick<DecodedCookie, 'secretNumber'>,
  givenSecrets: number,
): { number: number; isGiven: boolean } | null {
  if (secretNumber === null) return null;
  const isGiven = secretNumber <= givenSecrets;
  return { number: isGiven ? secretNumber : secretNumber - givenSecrets, isGiven };
}
