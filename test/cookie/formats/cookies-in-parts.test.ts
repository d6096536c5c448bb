import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { Json } from '../../../server/contract/json.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, NOW } from './support.ts';

/** A Cookie header that a real library has written; fixtures/README.md says how. */
type Spread = {
  framework: string;
  format: CookieFormat;
  name: string;
  variant?: string;
  secret?: string;
  header: string;
  payload: Json;
};

const cookies: readonly Spread[] = JSON.parse(
  readFileSync(new URL('fixtures/cookies-in-parts.json', import.meta.url), 'utf8'),
);
const spread = cookies.filter(({ header }) => header.includes('; '));
const label = ({ framework, variant, header }: Spread): string =>
  `${framework}${variant === undefined ? '' : `, ${variant}`}, ${header.split('; ').length} cookies`;

describe.each(cookies.map((cookie) => [label(cookie), cookie] as const))('%s', (_, cookie) => {
  const { name, format, secret, header, payload } = cookie;
  const verdict = secret === undefined ? { valid: false, reason: 'not-signed' } : { valid: true, reason: null };
  const secrets = secret === undefined ? [] : [secret];

  test('is decoded as a whole, between other cookies', () => {
    const decoded = decode(`Cookie: theme=dark; ${header}; lang=de`, secrets);
    expect(decoded).toMatchObject({ name, format, payload, ...verdict });
    expect(decoded.notes.includes('joined-from-parts')).toBe(header.includes('; '));
    const { rawValue, segments } = decoded;
    expect(segments.map(({ start, end }) => rawValue.slice(start, end)).join('')).toBe(rawValue);
  });

  test('is offered once, at the place of its first part', () => {
    const { cookies: offered } = readPasted(`theme=dark; ${header}; lang=de`);
    expect(offered.map((one) => one.name)).toEqual(['theme', name, 'lang']);
  });
});

describe.each(spread.map((cookie) => [label(cookie), cookie] as const))('%s', (_, { name, header, secret }) => {
  const parts = header.split('; ');

  test('is joined in the order of the numbers', () => {
    expect(readPasted(parts.toReversed().join('; ')).likeliest).toMatchObject({
      name,
      text: readPasted(header).likeliest.text,
      joinedFrom: readPasted(header).likeliest.joinedFrom,
    });
  });

  test('is joined from several Set-Cookie headers', () => {
    const lines = parts.map((part) => `Set-Cookie: ${part}; Path=/; HttpOnly`).join('\n');
    expect(readPasted(lines).likeliest.text).toBe(readPasted(header).likeliest.text);
  });

  test('is not joined where a part is missing, and the first part says so', () => {
    const first = parts.find((part) => /(?:\.|__)0=/.test(part)) ?? '';
    const decoded = decode(first, secret === undefined ? [] : [secret]);
    expect(decoded).toMatchObject({ valid: false, reason: 'malformed' });
    expect(decoded.notes).toContain('part-of-several');
  });
});

test('numbered cookies that are incomplete stay unchanged', () => {
  const { cookies: offered } = readPasted('a.0=one; a.1=two; b.1=x; b.2=y; c.0=only');
  expect(offered.map(({ name }) => name)).toEqual(['a.0', 'a.1', 'b.1', 'b.2', 'c.0']);
});

test('a value of Supabase is written again as it was written', () => {
  for (const { name, header, payload, format } of cookies.filter((cookie) => cookie.format === 'supabase')) {
    const like = readPasted(header).likeliest;
    expect(signCookie(format, payload, '', { nowMs: NOW, like })).toMatchObject({ ok: true, value: like.rawValue });
    const edited = { ...(payload as { [key: string]: Json }), refresh_token: 'another' };
    const again = signCookie(format, edited, '', { nowMs: NOW, like });
    if (!again.ok) throw new Error(again.reason);
    expect(decode(`${name}=${again.value}`)).toMatchObject({ format, payload: edited });
  }
});

test('the forms that Supabase has had are read', () => {
  const session = { access_token: 'a.b.c', expires_at: 1796000000, user: { id: '1' } };
  const text = Buffer.from(JSON.stringify(session)).toString('base64url');
  for (const value of [`base64-${text}`, `base64l-${text.length.toString(36)}-${text}`]) {
    const found = { format: 'supabase', payload: session, reason: 'not-signed', expiresAtMs: 1796000000_000 };
    expect(decode(`sb-project-auth-token=${value}`)).toMatchObject({ ...found, notes: ['access-token-inside'] });
    expect(decode(value)).toMatchObject(found);
  }
  const verifier = `base64-${Buffer.from('"a-code-verifier"').toString('base64url')}`;
  expect(decode(`sb-project-auth-token-code-verifier=${verifier}`)).toMatchObject({ payload: 'a-code-verifier' });
  const list = encodeURIComponent('["a.b.c","refresh",null,null,null]');
  expect(decode(`sb-project-auth-token=${list}`)).toMatchObject({ format: 'supabase', reason: 'not-signed' });
});
