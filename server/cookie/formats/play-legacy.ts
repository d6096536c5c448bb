import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type CookieFormatModule, type CookieText, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac } from './parts/hmac.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { isSameJson } from './parts/text-content.ts';

/**
 * A session of Play before 2.6: the HMAC-SHA1 of the data in hex, a dash, and the data as a query string. All values
 * are texts. It contains no time, so "expired" cannot be detected. Since 2.6 Play writes a JSON Web Token. Source:
 * playframework Cookies.scala, `UrlEncodedCookieDataCodec`.
 */
export const playLegacy: CookieFormatModule = {
  format: 'play-legacy',
  recognise(cookie) {
    const parts = split(cookie);
    return parts === null ? 0 : /^PLAY_/.test(cookie.name ?? '') ? 0.98 : 0.9;
  },
  read(cookie, check) {
    const parts = split(cookie);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'signature', segments: segmentsOf([['payload', cookie.text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(parts, secret));
    const isAsWritten = cookie.text === `${parts.signature}-${parts.data}`;
    const shownData = isAsWritten ? parts.data : cookie.text.slice(parts.signature.length + 1);
    return reading({
      payload: payloadOf(parts.data),
      segments: segmentsOf([
        ['signature', parts.signature],
        ['separator', '-'],
        ['payload', shownData],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret, { like }) {
    if (!isObject(payload) || Object.values(payload).some((value) => typeof value !== 'string'))
      return { ok: false, reason: 'payload-unusable' };
    const old = like === null ? null : split(like);
    const isSame = old !== null && isSameJson(payloadOf(old.data), payload);
    const pairs = Object.entries(payload).map(([key, value]) => `${javaEncoded(key)}=${javaEncoded(String(value))}`);
    const data = isSame ? old.data : pairs.join('&');
    return signed(`${hmac('sha1', secret, data).toString('hex')}-${data}`);
  },
};

type Parts = { readonly signature: string; readonly data: string };

/** The data is signed with its percent signs, so the raw value counts and not the decoded one. */
function split({ rawValue }: CookieText): Parts | null {
  const bare = /^"(.*)"$/s.exec(rawValue)?.[1] ?? rawValue;
  const parts = /^([0-9a-f]{40})-([^=&]+=[^&]*(?:&[^=&]+=[^&]*)*)$/.exec(bare);
  return parts === null ? null : { signature: parts[1] ?? '', data: parts[2] ?? '' };
}

function payloadOf(data: string): Json {
  return Object.fromEntries(new URLSearchParams(data));
}

function attemptMac({ signature, data }: Parts, secret: string | Buffer) {
  const mac = hmac('sha1', secret, data);
  const expected = mac.toString('hex');
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything after the first dash', data),
    step('mac', 'HMAC-SHA1(secret, signed text)', mac),
    step('signature', 'hex(mac)', expected),
  ];
  return compared(signature, expected, derivation);
}

/** As Java's URLEncoder does. */
function javaEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
