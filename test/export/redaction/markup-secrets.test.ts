import { expect, test } from 'vitest';
import { secretsInText } from '../../../server/export/redaction/named-secrets.ts';
import { readingsOf } from '../../../server/export/redaction/text-reading.ts';
import { shown } from './shown.ts';

const inText = (text: string): string => shown(text, secretsInText(readingsOf(text)));

test.each([
  ['<token><![CDATA[canary77]]></token>', '<token><![CDATA[‹parameter canary77›]]></token>'],
  [
    '<input type="hidden" name="csrf_token" value="canary77">',
    '<input type="hidden" name="csrf_token" value="‹parameter canary77›">',
  ],
  [
    "<input value='canary77' name='authenticity_token'/>",
    "<input value='‹parameter canary77›' name='authenticity_token'/>",
  ],
  ['<input name=password value=canary77>', '<input name=password value=‹parameter canary77›>'],
  ['<meta name="csrf-token" content="canary77" />', '<meta name="csrf-token" content="‹parameter canary77›" />'],
  [
    '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\ncanary77\r\n--x--',
    '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n‹parameter canary77›\r\n--x--',
  ],
  [
    '--x\nContent-Disposition: form-data; name="token"; filename="a"\nContent-Type: text/plain\n\ncanary77\nb\n--x\n',
    '--x\nContent-Disposition: form-data; name="token"; filename="a"\nContent-Type: text/plain\n\n‹parameter canary77\nb›\n--x\n',
  ],
])('%s', (text, expected) => {
  expect(inText(text)).toBe(expected);
});

test.each([
  '<input name="city" value="canary77">',
  '<meta name="viewport" content="width=device-width">',
  '--x\r\nContent-Disposition: form-data; name="city"\r\n\r\nBerlin\r\n--x--',
])('leaves %s', (text) => {
  expect(inText(text)).toBe(text);
});
