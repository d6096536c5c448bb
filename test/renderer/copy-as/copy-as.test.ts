import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { copyAs } from '../../../renderer/model/copy-as/copy-as.ts';
import { COPY_LANGUAGES } from '../../../renderer/model/copy-as/copy-language.ts';
import type { CopyNote } from '../../../renderer/model/copy-as/copy-note.ts';
import { sentBody } from '../../../renderer/model/sent-body.ts';
import { copyNoteSentence } from '../../../renderer/sentences/copy-note.ts';
import { en } from '../../../renderer/strings/en.ts';
import { zh } from '../../../renderer/strings/zh.ts';
import { makeRecord } from '../support/make-record.ts';
import { casesOf, origin, setting } from './copied-requests.ts';

const withCookie = makeRecord({ requestHeaders: [['Cookie', 'inspector.sid=s%3Aabc']] });

test.each(COPY_LANGUAGES)('a copy for %s that holds a cookie says so', (language) => {
  const { text, notes } = copyAs(language, withCookie, origin, ({ code }) => `note: ${code}`);
  expect(notes).toContainEqual({ code: 'session-cookie' });
  expect(text.split('\n')[0]).toContain('note: session-cookie');
});

test('a remark in a shell command is a comment in any script', () => {
  const { text } = copyAs('curl', withCookie, origin, () => "它'有 $HOME `id` Cookie");
  expect(execFileSync('/bin/sh', ['-c', `set -e; curl() { :; }; ${text}`]).toString()).toBe('');
});

const remarks = { curl: /^: /, cmd: /^rem /, powershell: /^# /, fetch: /^\/\/ /, python: /^# / };

test.each(['powershell', 'fetch', 'python'] as const)(
  '%s reports that it cannot send a target that is not a path',
  (language) => {
    for (const record of casesOf('y03-target-is-no-path.http')) {
      for (const { requests } of [en, zh]) {
        const sentence = (note: CopyNote) => copyNoteSentence(note, language, requests);
        const { text, notes } = copyAs(language, record, origin, sentence);
        expect(notes).toEqual([{ code: 'cannot-send', what: 'target', text: record.url }]);
        expect(text).toMatch(/cannot send this request|无法发送这个请求/);
        expect(text).toContain(record.url);
        // Nothing that would fail when it is run: one remark.
        expect(text).toMatch(remarks[language]);
        expect(text).not.toContain('\n');
      }
    }
  },
);

test('a path that a program changes is reported with the sent one, in the copy too', () => {
  const [apostrophe] = casesOf('y01-fetch-apostrophe.http');
  const [question] = casesOf('y02-python-target.http');
  const said = (language: 'fetch' | 'python', record: typeof apostrophe) =>
    copyAs(language, record ?? makeRecord(), origin, (note) => copyNoteSentence(note, language, en.requests)).text;
  expect(said('fetch', apostrophe)).toContain(
    '// fetch does not send this path as it was. It sends: /getsession?filter=currency%20eq%20%27USD%27\n',
  );
  expect(said('python', question)).toContain('# requests does not send this path as it was. It sends: /getsession\n');
  expect(said('python', apostrophe)).not.toContain('does not send');
});

test('a remark is one line of printable ASCII, for any content of the request', () => {
  const record = makeRecord({ method: 'OPTIONS', url: '*\u009b31m\n\u2028' });
  for (const language of COPY_LANGUAGES) {
    const { text, notes } = copyAs(language, record, origin, (note) => copyNoteSentence(note, language, en.requests));
    if (notes.some(({ code }) => code === 'cannot-send')) expect(text).toMatch(/^[ -~]*$/);
  }
});

test('a request in a file of another program leads to where that program sent it', () => {
  const seen = makeRecord({
    verdict: { kind: 'not-observed' },
    url: 'https://app.test:8443/list?filter=%20#part',
    requestHeaders: [
      ['Host', 'app.test:8443'],
      [':authority', 'app.test:8443'],
      ['X-Two', 'a\nb'],
      ['X-Name', '好'],
    ],
  });
  const { text, notes } = copyAs('curl', seen, origin, ({ code }) => code);
  expect(text.split(' \\\n')[0]?.split('\n').at(-1)).toBe("curl 'https://app.test:8443/list?filter=%20'");
  expect(notes).toEqual([{ code: 'lines-left-out', names: [':authority', 'X-Two'] }]);
  // The bytes of its UTF-8, made by printf.
  expect(text).toContain("--header 'X-Name: '\"$(printf '\\345\\245\\275')\"");
  expect(text).not.toContain('Host');
  for (const language of COPY_LANGUAGES) {
    const nowhere = copyAs(language, { ...seen, url: '' }, origin, ({ code }) => code);
    expect(nowhere.notes).toEqual([{ code: 'cannot-send', what: 'address-unknown', text: '' }]);
  }
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
