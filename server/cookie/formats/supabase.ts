import type { CookieNote } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64url, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { parseNumericDate } from './parts/json-time.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { segmentsOf } from './parts/segments.ts';
import { isSameJson } from './parts/text-content.ts';

/** `base64-`, or with the length in base 36 `base64l-1z-`; empty where the value is not encoded. */
type Parts = { readonly prefix: string; readonly content: string };

/**
 * sb-PROJECT-auth-token, with a number for a part, or with the verifier of a log-in; before @supabase/ssr another name.
 */
const NAME = /^(?:__(?:Secure|Host)-)?(?:sb-.+-auth-token(?:-.+)?|supabase-auth-token)(?:\.\d{1,2})?$/;

/**
 * A cookie of Supabase (@supabase/ssr, auth-helpers): `base64-` and base64url of JSON, or the JSON itself. It holds the
 * user and two tokens, and is not signed; the access token inside is a JSON Web Token with its own signature.
 * Source: @supabase/ssr cookies.ts.
 */
export const supabase: CookieFormatModule = {
  format: 'supabase',
  recognise({ text, name }) {
    const { prefix, content } = split(text);
    const isNamed = name !== null && NAME.test(name);
    if (prefix === '' && !isNamed) return 0;
    if (payloadOf({ prefix, content }) !== undefined) return prefix === '' ? 0.95 : isNamed ? 0.99 : 0.93;
    const isEncoded = /^[\w-]+$/.test(content);
    return isNamed && (isEncoded || isPart(name)) ? 0.8 : prefix !== '' && isEncoded ? 0.6 : 0;
  },
  read({ text, name }) {
    const parts = split(text);
    const segments = segmentsOf([
      ...(parts.prefix === '' ? [] : [['prefix', parts.prefix] as const]),
      ['payload', parts.content],
    ]);
    const payload = payloadOf(parts);
    if (payload === undefined) {
      const notes: CookieNote[] = name !== null && isPart(name) ? ['part-of-several'] : [];
      return reading({ payload: readableStart(parts), reason: 'malformed', where: 'payload', notes, segments });
    }
    const { access_token: accessToken, expires_at: expiresAt } = isObject(payload) ? payload : {};
    return reading({
      payload,
      reason: 'not-signed',
      expiresAtMs: parseNumericDate(expiresAt),
      notes: typeof accessToken === 'string' ? ['access-token-inside'] : [],
      segments,
    });
  },
  sign(payload, _secret, { like }) {
    const old = like === null ? null : split(like.text);
    const oldPayload = old === null ? undefined : payloadOf(old);
    if (like !== null && oldPayload !== undefined && isSameJson(oldPayload, payload)) return signed(like.rawValue);
    const json = writeJson(payload, JAVASCRIPT_JSON);
    if (old?.prefix === '') return signed(encodeURIComponent(json));
    const content = Buffer.from(json).toString('base64url');
    const hasLength = old?.prefix.startsWith('base64l-') === true;
    return signed(`${hasLength ? `base64l-${content.length.toString(36)}-` : 'base64-'}${content}`);
  },
};

function isPart(name: string): boolean {
  return /\.\d{1,2}$/.test(name);
}

function split(text: string): Parts {
  const prefix = /^base64(?:l-[0-9a-z]{1,5})?-/.exec(text)?.[0] ?? '';
  return { prefix, content: text.slice(prefix.length) };
}

/** Undefined if the content is not JSON. */
function payloadOf({ prefix, content }: Parts): Json | undefined {
  const text = prefix === '' ? content : utf8Of(fromBase64url(content.replace(/={1,2}$/, '')) ?? Buffer.of(0xff));
  const json = text === null || text === '' ? null : readJson(text);
  return json?.ok ? json.value : undefined;
}

/** The text that a first part begins with; null for any other. */
function readableStart({ prefix, content }: Parts): string | null {
  if (prefix === '') return /^[[{]/.test(content) ? content : null;
  if (!/^[\w-]+$/.test(content)) return null;
  const bytes = Buffer.from(content, 'base64url');
  // The last character may be cut.
  const text = [0, 1, 2, 3].map((cut) => utf8Of(bytes.subarray(0, bytes.length - cut))).find((start) => start !== null);
  return text ?? null;
}
