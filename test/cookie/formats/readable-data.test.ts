import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, NOW } from './support.ts';

const PAYLOAD = { user: 'alice', n: 7, roles: ['admin', 'user'] };
const JSON_TEXT = JSON.stringify(PAYLOAD);
const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64');
const hex = (bytes: Buffer | string) => Buffer.from(bytes).toString('hex');

describe('unprotected data is read', () => {
  test.each([
    ['deflate without a header', base64(deflateRawSync(JSON_TEXT))],
    ['deflate without a header, in hex', hex(deflateRawSync(JSON_TEXT))],
    ['zlib of base64', base64(deflateSync(base64(JSON_TEXT)))],
    ['base64 of base64', base64(base64(JSON_TEXT))],
    ['base64 of hex', base64(hex(JSON_TEXT))],
    ['base64 of percent-encoded JSON', base64(encodeURIComponent(JSON_TEXT))],
    ['hex behind 0x', `0x${hex(JSON_TEXT)}`],
    ['UTF-16', base64(Buffer.from(JSON_TEXT, 'utf16le'))],
    ['MessagePack in zlib', base64(deflateSync(Buffer.from('82a475736572a5616c696365a16e07', 'hex')))],
    // Erlang's term_to_binary, Go's gob of map[string]string.
    ['a term of Erlang', base64(Buffer.from('837400000001640004757365726d00000005616c696365', 'hex'))],
    ['gob', base64(Buffer.from('0eff91040102ff9200010c010c00000cff92000103666f6f03626172', 'hex'))],
  ])('%s', (_, value) => {
    const decoded = decode(`data=${value}`);
    expect(decoded).toMatchObject({ valid: false, reason: 'not-signed' });
    expect(JSON.stringify(decoded.payload)).toMatch(/alice|"foo":"bar"/);
    expect(decoded.candidates.map(({ format }) => format)).not.toContain('opaque-id');
  });

  test('bytes with many readable texts are not a random id, and the texts are shown', () => {
    // Protocol Buffers: {1: "alice", 2: 7, 3: "admin"}.
    const decoded = decode(`data=${base64(Buffer.from('0a05616c69636510071a0561646d696e', 'hex'))}`);
    expect(decoded).toMatchObject({ format: 'encoded-bytes', payload: { strings: ['alice', 'admin'] } });
  });
});

describe('objects that a program has serialized', () => {
  const made: { what: string; kind: string; cookie: string }[] = JSON.parse(
    readFileSync(new URL('fixtures/serialized-objects.json', import.meta.url), 'utf8'),
  );
  test.each(made.map(({ what, kind, cookie }) => [what, kind, cookie] as const))('%s: %s', (_, kind, cookie) => {
    const decoded = decode(cookie);
    expect(decoded).toMatchObject({ format: 'serialized-data', reason: 'not-signed', payload: { $type: kind } });
    expect(signCookie('serialized-data', decoded.payload, 's', { nowMs: NOW }).ok).toBe(false);
  });

  test.each([
    ['dotnet-serialized', `0001000000ffffffff0100000000000000${hex('WebApp.User')}`],
    ['aspnet-viewstate', `ff010f0f050a${hex('-123456789')}64`],
  ])('%s is recognised by its first bytes', (kind, bytes) => {
    expect(decode(`v=${base64(Buffer.from(bytes, 'hex'))}`)).toMatchObject({
      format: 'serialized-data',
      payload: { $type: kind },
    });
  });
});

describe('a value that a program has signed by hand', () => {
  const mac = (digest: string, text: string | Buffer) => createHmac(digest, 'key').update(text).digest();
  const encoded = base64(JSON_TEXT).replace(/=+$/, '');
  test.each([
    ['base64, a bar, SHA-256 in hex', `${encoded}|${mac('sha256', encoded).toString('hex')}`],
    ['base64, a colon, SHA-256 in base64', `${encoded}:${mac('sha256', encoded).toString('base64')}`],
    ['over the decoded value', `${encoded}|${mac('sha256', JSON_TEXT).toString('hex')}`],
    ['the signature first', `${mac('sha512', encoded).toString('hex')}|${encoded}`],
    ['JSON as it is', `${JSON_TEXT}|${mac('sha1', JSON_TEXT).toString('hex')}`],
  ])('%s', (_, text) => {
    const pasted = `data=${encodeURIComponent(text)}`;
    expect(decode(pasted)).toMatchObject({ format: 'value-with-mac', reason: 'no-secret', payload: PAYLOAD });
    expect(decode(pasted, ['another'])).toMatchObject({ valid: false, reason: 'bad-signature', payload: PAYLOAD });
    expect(decode(pasted, ['key'])).toMatchObject({ format: 'value-with-mac', valid: true, payload: PAYLOAD });
    const like = readPasted(pasted).likeliest;
    const edited = signCookie('value-with-mac', { user: 'eve' }, 'key', { nowMs: NOW, like });
    expect(decode(`data=${edited.ok ? edited.value : ''}`, ['key'])).toMatchObject({
      valid: true,
      payload: { user: 'eve' },
    });
  });

  test('a short text', () => {
    const pasted = `user=${encodeURIComponent(`alice|${mac('sha256', 'alice').toString('hex')}`)}`;
    expect(decode(pasted, ['key'])).toMatchObject({ format: 'value-with-mac', valid: true, payload: 'alice' });
  });
});
