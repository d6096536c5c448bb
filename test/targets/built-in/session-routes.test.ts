import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../../support/http.ts';
import { exchange } from '../../support/raw-socket.ts';
import { type RunningInspector, runInspector } from '../../support/running-inspector.ts';
import { Visitor } from '../../support/visitor.ts';

let running: RunningInspector;
beforeAll(async () => {
  running = await runInspector();
});
afterAll(() => running.stop());

const visit = () => new Visitor(running.siteUrl);
const json = { 'Content-Type': 'application/json' };

/** Status and machine-readable code of a refusal. */
function refusal({ status, body }: Reply): [number, unknown] {
  return [status, (JSON.parse(body) as { code: unknown }).code];
}

describe('any JSON value', () => {
  test.each([
    ['null', null],
    ['false', false],
    ['zero', 0],
    ['a negative fraction', -1.5e-7],
    ['the empty string', ''],
    ['text of many scripts', 'naïve 世界 🌍 \u202e \u0000 end'],
    ['a lone surrogate', '\ud800'],
    ['an empty list', []],
    ['an empty object', {}],
    ['nested lists and objects', { a: [1, { b: [null, true, 'x'] }], 'c d': {} }],
    ['a string that looks like JSON', '{"a":1}'],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER],
  ])('%s is kept and handed back as it was', async (_name, value) => {
    const visitor = visit();
    const reply = await visitor.set('thing', value);
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({ title: 'thing has been set', key: 'thing', value });
    expect(await visitor.value('thing')).toEqual(value);
    expect(await visitor.list()).toEqual({ thing: value });
  });

  test('a member called __proto__ is data like any other, and touches no prototype', async () => {
    const visitor = visit();
    const body = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    await visitor.send('POST', '/session/keys/thing', { headers: json, body });
    expect((await visitor.get('/session/keys/thing')).body).toBe(body);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('of two members with one name the last counts, as in JSON.parse', async () => {
    const visitor = visit();
    await visitor.send('POST', '/session/keys/thing', { headers: json, body: '{"a":1,"a":2}' });
    expect(await visitor.value('thing')).toEqual({ a: 2 });
  });

  test('a byte order mark before the JSON is not part of it', async () => {
    const visitor = visit();
    await visitor.send('POST', '/session/keys/thing', { headers: json, body: '\ufeff"x"' });
    expect(await visitor.value('thing')).toBe('x');
  });

  test('a value nested 64 levels deep is kept', async () => {
    const visitor = visit();
    const value: unknown = JSON.parse(`${'['.repeat(64)}1${']'.repeat(64)}`);
    expect((await visitor.set('deep', value)).status).toBe(200);
    expect(await visitor.value('deep')).toEqual(value);
  });

  test('a value of 64 KiB is kept', async () => {
    const visitor = visit();
    const value = 'x'.repeat(64 * 1024 - 2);
    expect((await visitor.set('big', value)).status).toBe(200);
    expect(await visitor.value('big')).toBe(value);
  });

  test('a value within the limit is kept however its JSON is written', async () => {
    const visitor = visit();
    const body = `  "${'\\u0041'.repeat(60_000)}"  `;
    expect((await visitor.send('POST', '/session/keys/big', { headers: json, body })).status).toBe(200);
    expect(await visitor.value('big')).toBe('A'.repeat(60_000));
  });
});

describe('any key', () => {
  test.each([
    'a/b',
    '/',
    '..',
    '.',
    '100%',
    '%2F',
    'two words',
    ' ',
    '+',
    '🌍',
    '键',
    'a?b#c',
    'a\u0000b',
    'keys',
    'length',
    '0',
    '<img src=x onerror=alert(1)>',
    'x'.repeat(256),
  ])('%j can be set, listed and popped', async (key) => {
    const visitor = visit();
    expect((await visitor.set(key, 'value')).status).toBe(200);
    expect(await visitor.list()).toEqual({ [key]: 'value' });
    const popped = await visitor.send('DELETE', `/session/keys/${encodeURIComponent(key)}`);
    expect([popped.status, popped.body]).toEqual([200, '"value"']);
    expect(await visitor.list()).toEqual({});
  });

  test('keys that differ only in case are two keys', async () => {
    const visitor = visit();
    await visitor.set('name', 1);
    await visitor.set('Name', 2);
    expect(await visitor.list()).toEqual({ name: 1, Name: 2 });
  });
});

describe('the whole session', () => {
  test('a visitor without a session sees an empty one, and reading creates none', async () => {
    const reply = await visit().get('/session');
    expect([reply.status, reply.body, reply.setCookies]).toEqual([200, '{}', []]);
  });

  test('clearing removes every key and keeps the session', async () => {
    const visitor = visit();
    await visitor.set('a', 1);
    await visitor.set('b', 2);
    const cookie = visitor.cookieHeader;
    expect((await visitor.send('DELETE', '/session')).status).toBe(204);
    expect(await visitor.list()).toEqual({});
    await visitor.set('c', 3);
    expect(visitor.cookieHeader).toBe(cookie);
  });

  test('regenerating gives a new id for the same data, and the old id is not accepted', async () => {
    const visitor = visit();
    await visitor.set('a', 1);
    const oldCookie = visitor.cookieHeader;
    expect((await visitor.send('POST', '/session/regenerate')).status).toBe(200);
    expect(visitor.cookieHeader).not.toBe(oldCookie);
    expect(await visitor.list()).toEqual({ a: 1 });
    const thief = await visit().send('GET', '/session', { headers: { Cookie: oldCookie } });
    expect(thief.body).toBe('{}');
  });

  test('destroying ends it: the cookie is not accepted any more', async () => {
    const visitor = visit();
    await visitor.set('a', 1);
    expect((await visitor.send('POST', '/session/destroy')).status).toBe(200);
    expect(await visitor.list()).toEqual({});
  });

  test('a sid of the client’s own making is never adopted', async () => {
    const reply = await visit().send('GET', '/setsession', {
      headers: { Cookie: `${running.cookieNames['server-side']}=s%3Achosen.AAAA` },
    });
    expect(reply.setCookies[0]).not.toContain('chosen');
  });
});

describe('refuses, with a status, a code and a sentence', () => {
  const post = (body: string | Uint8Array, headers: Record<string, string> = json, key = 'thing') =>
    visit().send('POST', `/session/keys/${key}`, { headers, body });

  test('getting or popping a key that is not there: 404', async () => {
    expect(refusal(await visit().get('/session/keys/nothing'))).toEqual([404, 'no-such-key']);
    expect(refusal(await visit().send('DELETE', '/session/keys/nothing'))).toEqual([404, 'no-such-key']);
  });

  test.each(['cookie', 'req', 'id', 'save', 'touch', 'reload', 'destroy', 'regenerate', 'resetMaxAge'])(
    'the key %s, which express-session would lose: 400',
    async (key) => {
      const visitor = visit();
      expect(refusal(await visitor.set(key, 1))).toEqual([400, 'reserved-key']);
      expect(await visitor.list()).toEqual({});
    },
  );

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    'the key %s, which every object has: 400, and it reads as absent',
    async (key) => {
      const visitor = visit();
      expect(refusal(await visitor.set(key, { polluted: true }))).toEqual([400, 'reserved-key']);
      expect(refusal(await visitor.get(`/session/keys/${key}`))).toEqual([404, 'no-such-key']);
      expect(refusal(await visitor.send('DELETE', `/session/keys/${key}`))).toEqual([404, 'no-such-key']);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  test('a key of more than 256 characters: 400', async () => {
    expect(refusal(await visit().set('x'.repeat(257), 1))).toEqual([400, 'key-too-long']);
  });

  test('a value nested 65 levels deep: 400', async () => {
    expect(refusal(await post(`${'['.repeat(65)}1${']'.repeat(65)}`))).toEqual([400, 'too-deep']);
  });

  test('a value nested tens of thousands of levels deep: 400', async () => {
    expect(refusal(await post('['.repeat(32_000) + ']'.repeat(32_000)))).toEqual([400, 'too-deep']);
    expect(refusal(await post(`${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`))).toEqual([400, 'too-deep']);
  });

  test('a value nested 200,000 levels deep: 413, for its size', async () => {
    expect((await post('['.repeat(200_000) + ']'.repeat(200_000))).status).toBe(413);
  });

  test('a value just over 64 KiB: 400', async () => {
    expect(refusal(await post(JSON.stringify('x'.repeat(64 * 1024 - 1))))).toEqual([400, 'too-large']);
  });

  test('a body over the limit: 413, whether its length is announced or not', async () => {
    const body = JSON.stringify('x'.repeat(1_000_000));
    expect((await post(body)).status).toBe(413);
    expect((await post(body, { ...json, 'Transfer-Encoding': 'chunked' })).status).toBe(413);
  });

  test.each(['{"a":', 'nope', "{'a':1}", '[1,]', '{"a":1}}', 'NaN', 'undefined', '"\u0001"'])(
    'the body %j, which is not JSON: 400',
    async (body) => {
      expect(refusal(await post(body))).toEqual([400, 'bad-json']);
    },
  );

  test('a body that is not UTF-8: 400, and no replaced characters', async () => {
    expect(refusal(await post(Buffer.from('22fffe22', 'hex')))).toEqual([400, 'bad-json']);
  });

  test.each([
    ['announced as empty', 'Content-Length: 0\r\n\r\n'],
    ['of no chunks', 'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['absent', '\r\n'],
  ])('a body %s: 400', async (_name, rest) => {
    const head = 'POST /session/keys/thing HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
    const answer = await exchange(running.port, `${head}Connection: close\r\n${rest}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"no-value"/s);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('a value sent as %s, which a form of another site could send: 415', async (type) => {
    const visitor = visit();
    const reply = await visitor.send('POST', '/session/keys/thing', { headers: { 'Content-Type': type }, body: '1' });
    expect(refusal(reply)).toEqual([415, 'not-json']);
    expect(await visitor.list()).toEqual({});
  });

  test('a body that was compressed is unpacked, up to the same limit', async () => {
    for (const [encoding, pack] of [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const) {
      const headers = { ...json, 'Content-Encoding': encoding };
      const visitor = visit();
      const small = pack(JSON.stringify('small'));
      expect((await visitor.send('POST', '/session/keys/a', { headers, body: small })).status).toBe(200);
      expect(await visitor.list()).toEqual({ a: 'small' });
      const bomb = pack(JSON.stringify('x'.repeat(50_000_000)));
      expect((await visitor.send('POST', '/session/keys/a', { headers, body: bomb })).status).toBe(413);
    }
  });

  test('a body in a compression that does not unpack: 400 or 415', async () => {
    expect((await post('1', { ...json, 'Content-Encoding': 'gzip' })).status).toBe(400);
    expect((await post('1', { ...json, 'Content-Encoding': 'rot13' })).status).toBe(415);
  });

  test('a key with a broken percent sign: 400', async () => {
    expect((await visit().get('/session/keys/%zz')).status).toBe(400);
    expect((await visit().get('/session/keys/%ff')).status).toBe(400);
  });
});
