import type { CookieFormat } from '../../contract/cookie-format.ts';
import { type CookieFormatModule, signed } from './format.ts';
import { textContent, writeTextContent } from './parts/text-content.ts';
import {
  isSurelyStandard,
  readValueSignature,
  splitValueSignature,
  type ValueSignature,
  writeValueSignature,
} from './parts/value-signature.ts';

/**
 * A signed cookie of Hono, better-auth, @fastify/cookie and others: `value.signature`, percent-encoded. The value is
 * any text. It contains no time, so "expired" cannot be detected. Source: Hono helper/cookie, better-call crypto.ts,
 * @fastify/cookie signer.js.
 */
export const signedValue: CookieFormatModule = {
  format: 'signed-value',
  recognise({ text }) {
    const parts = splitValueSignature(text);
    if (parts === null || parts.value === '') return 0;
    if (parts.digest === 'sha1') return isSurelyStandard(parts) ? 0.6 : 0.35;
    return isSurelyStandard(parts) ? 0.9 : 0.55;
  },
  read(cookie, check) {
    const parts = splitValueSignature(cookie.text);
    return {
      ...readValueSignature(cookie, check, 'value'),
      payload: textContent(parts?.value ?? cookie.text).payload,
    };
  },
  sign(payload, secret, { like }) {
    const old = like === null ? null : (splitValueSignature(like.text)?.value ?? null);
    return signed(writeValueSignature(writeTextContent(payload, old), secret, like, { isPadded: true }));
  },
};

/** Session ids that are signed like this. */
type SignedId = {
  readonly format: CookieFormat;
  readonly names: RegExp;
  readonly value: RegExp;
  readonly isPadded: boolean;
};

const IDS: readonly SignedId[] = [
  // @fastify/session: 24 random bytes in base64url (lib/idGenerator.js); `sessionId` by default.
  { format: 'fastify-session', names: /^sessionId$/, value: /^[\w-]{32}$/, isPadded: false },
  // better-auth: 32 letters and digits (db/internal-adapter.ts), `better-auth.session_token` by default.
  { format: 'better-auth', names: /\.session_token(?:_multi-.+)?$/, value: /^[A-Za-z0-9]{32}$/, isPadded: true },
];

export const signedIds: readonly CookieFormatModule[] = IDS.map(({ format, names, value, isPadded }) => ({
  format,
  recognise({ text, name }) {
    const parts = splitValueSignature(text);
    if (parts === null) return 0;
    if (name !== null && names.test(name)) return value.test(parts.value) ? 0.98 : 0.8;
    return fits(parts, value, isPadded) ? 0.92 : 0;
  },
  read: (cookie, check) => ({
    ...readValueSignature(cookie, check, 'sid'),
    payload: splitValueSignature(cookie.text)?.value ?? cookie.text,
  }),
  sign(payload, secret, { like }) {
    if (typeof payload !== 'string' || payload === '') return { ok: false, reason: 'payload-unusable' };
    return signed(writeValueSignature(payload, secret, like, { isPadded }));
  },
}));

function fits({ value, signature }: ValueSignature, pattern: RegExp, isPadded: boolean): boolean {
  return pattern.test(value) && signature.endsWith('=') === isPadded;
}
