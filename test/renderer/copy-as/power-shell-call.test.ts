import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import { powerShellCall, powerShellNotes } from '../../../renderer/model/copy-as/power-shell-call.ts';
import { powerShellText } from '../../../renderer/model/copy-as/power-shell-text.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { makeRecord } from '../support/make-record.ts';
import { casesOf, origin, recorded, setting } from './copied-requests.ts';

const copy = (record: RequestRecord) => powerShellCall(copiedRequest(record, origin));
const notesOf = (record: RequestRecord) => powerShellNotes(copiedRequest(record, origin));
const codesOf = (over: Partial<RequestRecord>) => notesOf(makeRecord(over)).map(({ code }) => code);

/** What PowerShell reads from the expressions that a copy has: texts in single quotes, and characters by number. */
function textOf(expression: string): string {
  const isJoined = expression.startsWith('(');
  const inner = isJoined ? expression.slice(1, -1) : expression;
  let rest = inner;
  let value = '';
  while (rest !== '') {
    const text = /^'((?:[^']|'')*)'/.exec(rest);
    const number = /^\[char\]0x([0-9A-F]+)/.exec(rest);
    if (text !== null) value += (text[1] ?? '').replaceAll("''", "'");
    else if (number !== null) value += String.fromCharCode(Number.parseInt(number[1] ?? '', 16));
    else throw new Error(`Not an expression of a copy: ${rest}`);
    rest = rest.slice((text ?? number)?.[0].length).replace(/^ \+ /, '');
  }
  return value;
}

test('PowerShell reads back every text, curly quotes and characters beyond 16 bits included', () => {
  fc.assert(
    fc.property(
      fc
        .array(
          fc.oneof(
            fc.constantFrom("'", '‘', '’', '"', '“', '$', '`', '\u0000', '\n', '😀'),
            fc.string({ unit: 'binary', maxLength: 3 }),
          ),
        )
        .map((parts) => parts.join('')),
      (text) => {
        expect(textOf(powerShellText(text))).toBe(text);
        expect(powerShellText(text)).toMatch(/^[ -~]*$/);
      },
    ),
    { numRuns: 500 },
  );
});

test('any content of a request stays inside string literals', () => {
  fc.assert(
    fc.property(recorded, (record) => {
      const withoutTexts = copy(record)
        .replace(/'(?:[^']|'')*'/g, "''")
        .replace(/\[char\]0x[0-9A-F]+/g, "''");
      expect(withoutTexts).toMatch(/^[ -~\n]*$/);
      expect(withoutTexts.replace(/\$session|\$request|\$true|@request|\[ordered\]@|@\{/g, '')).not.toMatch(
        /[$`@;&|<>#"]/,
      );
    }),
    { numRuns: 200 },
  );
});

test('a plain request is a plain call', () => {
  const record = makeRecord({
    requestHeaders: [
      ['Host', 'localhost:5000'],
      ['User-Agent', "Alice's/1.0"],
      ['Accept', '*/*'],
      ['Cookie', 'theme=dark; inspector.sid=s%3Aabc'],
      ['Connection', 'close'],
    ],
  });
  expect(copy(record)).toBe(
    [
      '$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession',
      "$session.Cookies.Add('http://localhost:5000/', (New-Object System.Net.Cookie 'theme', 'dark'))",
      "$session.Cookies.Add('http://localhost:5000/', (New-Object System.Net.Cookie 'inspector.sid', 's%3Aabc'))",
      '$request = @{',
      '  UseBasicParsing = $true',
      "  Uri = 'http://localhost:5000/getsession'",
      "  Method = 'GET'",
      '  WebSession = $session',
      "  UserAgent = 'Alice''s/1.0'",
      '  Headers = [ordered]@{',
      "    'Accept' = '*/*'",
      '  }',
      '  DisableKeepAlive = $true',
      '  MaximumRedirection = 0',
      '}',
      'Invoke-WebRequest @request',
    ].join('\n'),
  );
  expect(notesOf(record)).toEqual([{ code: 'adds-lines' }]);
});

test('a body goes as its bytes, with its type', () => {
  expect(copy(setting("it's 好"))).toContain(
    [
      "  ContentType = 'application/json'",
      "  Body = [System.Text.Encoding]::UTF8.GetBytes(('' + '\"it''s ' + [char]0x597D + '\"'))",
    ].join('\n'),
  );
});

test('cookies that .NET would not send again as they were go as a header, for PowerShell 7', () => {
  for (const cookie of ['a=1; a=2', 'a="b;c"', 'a=b,c', 'nameless', '$Version=1', 'a=1;b=2', 'a="b', '=x']) {
    const record = makeRecord({ requestHeaders: [['Cookie', cookie]] });
    expect(copy(record)).toContain(`'Cookie' = ${powerShellText(cookie)}`);
    expect(copy(record)).not.toContain('$session');
    expect(notesOf(record)).toContainEqual({ code: 'needs-powershell-7' });
  }
  for (const cookie of ['a=1', 'a=', 'a="b c"', 'a=b=c', 'a=1; b=2']) {
    expect(codesOf({ requestHeaders: [['Cookie', cookie]] })).toEqual(['adds-lines']);
  }
});

test.each([
  '/getsession?',
  '/%67etsession',
  '/a?b=%7E',
  '/a?b=%c3%a9',
  '/a%zz',
  '/a/../b',
  '/a/.',
  '/%2e%2e/b',
  '/a#b',
  '/[1]',
  '/a|b',
  '/\u00e9',
  "/it's",
])('of the path %s it says that .NET may change it', (url) => {
  expect(codesOf({ url })).toContain('target-may-change');
});

test.each(['/getsession', '/', '/a?b=c&d=%20e%C3%A9', '/a/b;c=d,e:f@g!$&()*+~', '//evil.example/', '/..a/b..'])(
  'of the path %s it says nothing',
  (url) => {
    expect(codesOf({ url })).toEqual(['adds-lines']);
  },
);

test('the note names the parts that PowerShell refuses', () => {
  for (const record of casesOf('y03-target-is-no-path.http')) {
    expect(notesOf(record)).toContainEqual({ code: 'cannot-send', what: 'target', text: record.url });
  }
  expect(codesOf({ method: 'CONNECT', url: '/' })).toContain('cannot-send');
  expect(codesOf({ method: 'PROPFIND' })).toContain('needs-powershell-7');
  expect(copy(makeRecord({ method: 'PROPFIND' }))).toContain("CustomMethod = 'PROPFIND'");
});

test('header lines that .NET does not allow are left out, and named', () => {
  const record = makeRecord({
    requestHeaders: [
      ['Host', 'evil.example'],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ['Range', 'bytes=0-1'],
      ['Content-Type', 'text/plain'],
      ['X-Name', 'caf\u00e9'],
      ['Referer', 'http://localhost/'],
    ],
  });
  expect(notesOf(record)).toContainEqual({
    code: 'lines-left-out',
    names: ['Host', 'Connection', 'If-Modified-Since', 'Range', 'Content-Type', 'X-Name'],
  });
  expect(copy(record)).toContain(
    "  Headers = [ordered]@{\n    'Upgrade' = 'websocket'\n    'Referer' = 'http://localhost/'\n  }",
  );
});
