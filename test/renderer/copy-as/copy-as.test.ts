import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { COPY_LANGUAGES, copyAs } from '../../../renderer/model/copy-as/copy-as.ts';
import { sentBody } from '../../../renderer/model/sent-body.ts';
import { makeRecord } from '../support/make-record.ts';
import { origin, setting } from './copied-requests.ts';

const withCookie = makeRecord({ requestHeaders: [['Cookie', 'inspector.sid=s%3Aabc']] });

test.each(COPY_LANGUAGES)('a copy for %s that holds a cookie says so', (language) => {
  const { text, notes } = copyAs(language, withCookie, origin, (note) => `note: ${note}`);
  expect(notes).toContain('session-cookie');
  expect(text.split('\n')[0]).toContain('note: session-cookie');
});

test('a remark in a shell command is one in any script, and does nothing', () => {
  const { text } = copyAs('curl', withCookie, origin, () => "它'有 $HOME `id` Cookie");
  expect(execFileSync('/bin/sh', ['-c', `set -e; curl() { :; }; ${text}`]).toString()).toBe('');
});

test('a body is known where the site set a value from it and its length agrees', () => {
  expect(sentBody(makeRecord())).toEqual({ kind: 'none' });
  expect(sentBody(makeRecord({ requestHeaders: [['Content-Length', '0']] }))).toEqual({ kind: 'none' });
  expect(sentBody(setting('好'))).toEqual({ kind: 'rebuilt', text: '"好"' });
  const spaced = { ...setting('red'), requestHeaders: [['Content-Length', '9']] as [string, string][] };
  expect(sentBody(spaced)).toEqual({ kind: 'unknown', bytes: 9 });
  expect(sentBody(makeRecord({ requestHeaders: [['Transfer-Encoding', 'chunked']] }))).toEqual({
    kind: 'unknown',
    bytes: null,
  });
});
