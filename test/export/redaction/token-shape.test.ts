import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { looksRandom } from '../../../server/export/redaction/token-shape.ts';

test.each([
  'canaryReset00056f9c2b7e4d1a8f30',
  '5xz-3f2a9b8c7d',
  '550e8400-e29b-41d4-a716-446655440000',
  '5f9d3c2b1a',
  'AbC123',
  'aBcDeFgH',
  'MTIzNDU2Nzg5MA==',
  'abcdefghijklmnopqrstuvwxyz',
  '20261129',
])('%s looks random', (text) => {
  expect(looksRandom(text)).toBe(true);
});

test.each([
  '',
  'abc',
  'a1b2',
  'reset-password',
  'newEmailAddress',
  'UPPER_CASE',
  '2026-11-29',
  'v1.2.3',
  'windows10',
  'summer2026',
  'user@example.com',
  'text/html',
  '电子邮件地址',
  'réinitialiser-le-mot-de-passe',
])('%s does not', (text) => {
  expect(looksRandom(text)).toBe(false);
});

test('random base64url of 128 bits hardly ever looks like words', () => {
  const random = Array.from({ length: 5_000 }, (_, at) =>
    createHash('sha256').update(`${at}`).digest().subarray(0, 16),
  );
  expect(random.filter((bytes) => !looksRandom(bytes.toString('base64url'))).length).toBeLessThan(25);
});
