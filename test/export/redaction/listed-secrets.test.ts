import { expect, test } from 'vitest';
import { secretsInText } from '../../../server/export/redaction/named-secrets.ts';
import { readingsOf } from '../../../server/export/redaction/text-reading.ts';
import { shown } from './shown.ts';

const inText = (text: string): string => shown(text, secretsInText(readingsOf(text)));

test.each([
  ['{"name":"password","value":"canary77"}', '{"name":"password","value":"‹parameter canary77›"}'],
  ['{"value":"canary77","name":"session"}', '{"value":"‹parameter canary77›","name":"session"}'],
  ['{"key": "api_key", "value": "canary77"}', '{"key": "‹parameter api_key›", "value": "‹parameter canary77›"}'],
  ['[["Cookie","a=canary77x"]]', '[["Cookie","‹parameter a=canary77x›"]]'],
  ["[(b'authorization', b'canary7700')]", "[(b'authorization', b'‹parameter canary7700›')]"],
  ['{"kty":"oct","k":"canary77"}', '{"kty":"oct","k":"‹parameter canary77›"}'],
  ['{"kty":"EC","x":"abcdefgh1","d":"canary77"}', '{"kty":"EC","x":"abcdefgh1","d":"‹parameter canary77›"}'],
])('%s', (text, expected) => {
  expect(inText(text)).toBe(expected);
});

test.each(['{"name":"city","value":"canary77"}', '["password","email"]', '["Accept","text/html"]', '{"k":"canary77"}'])(
  'leaves %s',
  (text) => {
    expect(inText(text)).toBe(text);
  },
);
