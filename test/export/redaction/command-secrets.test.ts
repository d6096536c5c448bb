import { expect, test } from 'vitest';
import { secretsInText } from '../../../server/export/redaction/named-secrets.ts';
import { readingsOf } from '../../../server/export/redaction/text-reading.ts';
import { shown } from './shown.ts';

const inText = (text: string): string => shown(text, secretsInText(readingsOf(text)));

test.each([
  ["curl -b 'theme=canary77; a=b' http://h/", "curl -b 'theme=‹cookie canary77›; a=‹cookie b›' http://h/"],
  ['curl --cookie "theme=canary77" http://h/', 'curl --cookie "theme=‹cookie canary77›" http://h/'],
  ['curl -u alice:canary77 http://h/', 'curl -u alice:‹parameter canary77› http://h/'],
  ["curl --user 'alice:canary 77' http://h/", "curl --user 'alice:‹parameter canary 77›' http://h/"],
  ['mysql --password canary77 -h x', 'mysql --password ‹parameter canary77› -h x'],
  ['app --api-key "canary 77" run', 'app --api-key "‹parameter canary 77›" run'],
  ['Your password is canary77.', 'Your password is ‹token canary77›.'],
  ['machine h login alice password 5f9d3c2b1a', 'machine h login alice password ‹token 5f9d3c2b1a›'],
  ['Your code is 834922', 'Your code is ‹token 834922›'],
  ['the secret was "5f9d3c2b1a"', 'the secret was "‹token 5f9d3c2b1a›"'],
  ['h.org\tFALSE\t/\tTRUE\t0\tsid\tcanary77', 'h.org\tFALSE\t/\tTRUE\t0\tsid\t‹cookie canary77›'],
])('%s', (text, expected) => {
  expect(inText(text)).toBe(expected);
});

test.each([
  'curl -b jar.txt http://h/',
  'curl -u alice http://h/',
  'password reset requested',
  'the password is wrong',
  'status code is 1006',
  'exit code 4001',
  'a token of the user',
  'run --verbose yes',
  'password-manager 2026 is out',
])('leaves %s', (text) => {
  expect(inText(text)).toBe(text);
});
