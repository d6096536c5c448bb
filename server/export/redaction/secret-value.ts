import { percentDecode } from '../../cookie/percent-decode.ts';
import { isSignedCookie, secretsInCookieValue } from './cookie-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import type { Secrecy } from './sensitive-name.ts';
import { looksRandom } from './token-shape.ts';
import type { Stretch } from './value-end.ts';

/** Schemes of HTTP authentication (IANA), and those that are used beside them. */
export const AUTHORIZATION_SCHEME =
  /^(?:basic|bearer|concealed|digest|dpop|gnap|hoba|mutual|negotiate|ntlm|oauth|privatetoken|scram-sha-\d+|vapid|token|apikey|api-key|key|jwt|hawk|mac|ssws|sharedkey|sharedkeylite|sharedaccesssignature|googlelogin|aws4-hmac-sha256|aws4-ecdsa-p256-sha256|wsse)[ \t]+(?=\S)/i;
const SWITCH = /^(?:true|false|yes|no|on|off|null|undefined|none|nil|\d{1,3})$/i;

/** Adds the value if it is a secret under a name of this secrecy. */
export function addValue(text: string, value: Stretch, secrecy: Secrecy, ranges: SecretRange[]): boolean {
  if (value.start >= value.end) return false;
  const plain = text.slice(value.start, value.end);
  if (!isSecretUnder(secrecy, plain)) return false;
  if (isSignedCookie(plain)) {
    ranges.push(...secretsInCookieValue(plain, value.start));
    return true;
  }
  const scheme = AUTHORIZATION_SCHEME.exec(plain)?.[0].length ?? 0;
  const range = parameter(text, { start: value.start + scheme, end: value.end });
  ranges.push(secrecy === 'likely' && !looksRandom(plain) ? { ...range, isLocal: true } : range);
  return true;
}

/** A range of a text as a secret. The secret is the text without percent-encoding. */
export function parameter(
  text: string,
  { start, end }: Stretch,
  kind: 'parameter' | 'token' = 'parameter',
): SecretRange {
  return { start, end, kind, secret: percentDecode(text.slice(start, end)).text };
}

/** Whether a value is a secret under a name of this secrecy. A value of signs alone, as in `token=*`, is not. */
export function isSecretUnder(secrecy: Secrecy, value: string): boolean {
  switch (secrecy) {
    case 'certain':
      return /[\p{L}\p{N}]/u.test(value) && !/^(?:true|false|null|undefined)$/i.test(value);
    case 'likely':
      return /[\p{L}\p{N}]/u.test(value) && !SWITCH.test(value);
    case 'possible':
      return value.length >= 8 && looksRandom(value);
    case 'none':
      return false;
  }
}
