import type { DecodedCookie, NotValidReason } from '../../../server/contract/decoded-cookie.ts';

/** `good`: believe it. `bad`: do not. `open`: it cannot be told, which is not the cookie's fault. */
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

/** Which secret signed a cookie: the reader's own ones come before the site's. Null: none fits. */
export function signedBy(
  { secretNumber }: Pick<DecodedCookie, 'secretNumber'>,
  givenSecrets: number,
): { number: number; isGiven: boolean } | null {
  if (secretNumber === null) return null;
  const isGiven = secretNumber <= givenSecrets;
  return { number: isGiven ? secretNumber : secretNumber - givenSecrets, isGiven };
}
