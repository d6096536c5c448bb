import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../server/contract/json.ts';
import { decode } from './support.ts';

/** A cookie that was reported as not decoded, with its right content; checked by a second implementation. */
type Reported = { kind: string; name: string; cookie: string; secrets: string[]; payload: Json };

const reported: readonly Reported[] = JSON.parse(
  readFileSync(new URL('../../fixtures/cases/decoder-vectors.json', import.meta.url), 'utf8'),
);
/** Soon after the cookies were made. */
const NOW = Date.UTC(2026, 11, 1);
/** The expected format of each kind. */
const FORMATS: Readonly<Record<string, string>> = {
  'Remix 2 cookie session': 'react-router',
  'Hono signed cookie': 'signed-value',
  'next-auth 4': 'jwe',
  'Supabase SSR': 'supabase',
  'Django messages': 'django',
  'Phoenix / Plug signed session': 'phoenix',
  'gorilla/securecookie, JSON (Gin, Echo sessions; gob is the default)': 'gorilla',
  'Tornado 2 (Jupyter)': 'tornado',
  'Starlette SessionMiddleware (FastAPI)': 'starlette',
};

describe.each(reported.filter(({ kind }) => kind in FORMATS))('$kind', ({ kind, name, cookie, secrets, payload }) => {
  test('is decoded, and verified with its secret', () => {
    const decoded = decode(`${name}=${cookie}`, secrets, { nowMs: NOW });
    expect(decoded).toMatchObject({ format: FORMATS[kind], payload, valid: secrets.length > 0 });
  });

  test('is not valid with another secret', () => {
    expect(decode(`${name}=${cookie}`, ['another secret'], { nowMs: NOW }).valid).toBe(false);
  });
});
