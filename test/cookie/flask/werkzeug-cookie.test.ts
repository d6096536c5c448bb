import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { werkzeugCookie, werkzeugCookies } from '../../../server/cookie/flask/werkzeug-cookie.ts';
import { needs, python, where } from '../../support/where.ts';

const read = (header: string) => werkzeugCookie([header], 'session')?.value ?? null;

test.each([
  ['session=VALUE', 'VALUE'],
  ['session="VALUE"', 'VALUE'],
  ['  session \t=\t "VALUE"  ;', 'VALUE'],
  ['session="V\\101LUE"', 'VALUE'],
  ['session="a\\073b"', 'a;b'],
  ['session="a;b"', 'a;b'],
  ['session="a\\"b\\\\c"', 'a"b\\c'],
  // Octal only up to \377; a backslash before any other character goes.
  ['session="\\400\\18\\x"', '40018x'],
  ['session="\\303\\251"', 'Ã©'],
  // Outside quotes backslashes and %-escapes are kept.
  ['session=a\\073b%41', 'a\\073b%41'],
  // The first one wins, also one without a value or without an equals sign.
  ['session=a; session=b', 'a'],
  ['session=; session=b', ''],
  ['session; session=b', ''],
  ['=x; session=a', 'a'],
  ['Session=b; session=a', 'a'],
  ['$Version=1; session=a; $Path=/', 'a'],
  ['session=a=b==', 'a=b=='],
  ['session=a,session=b', 'a,session=b'],
  ['session=a b', 'a b'],
  ['session=a"b', 'a"b'],
  // Quotes that do not enclose the whole value are a part of it.
  ['session="a"b', '"a"b'],
  ['session="a', '"a'],
  ['session="', '"'],
  ['session=""', ''],
  ['session="a\\"', 'a\\'],
  ['x="a; session=b', 'b'],
  ['x="a; session=b"; session=c', 'c'],
  ['x="a\\"; session=b"; session=c', 'c'],
  ['a=b;;; ;session=c', 'c'],
  ['a session=b', null],
  ['sessions=b', null],
  ['session\u00a0=a', null],
  ['', null],
  [';', null],
])('in %j Flask finds %j', (header, value) => {
  expect(read(header)).toBe(value);
});

test('several lines are one with commas', () => {
  expect(werkzeugCookie(['a=1', 'session=b'], 'session')).toBeNull();
  expect(werkzeugCookie(['session=a', 'session=b'], 'session')?.value).toBe('a,session=b');
  expect(werkzeugCookie(['session="a', 'b"'], 'session')).toEqual({
    name: 'session',
    rawValue: '"a,b"',
    value: 'a,b',
  });
  expect(werkzeugCookie([], 'session')).toBeNull();
});

test('a raw value is a part of the header, and no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (header) => {
      for (const { rawValue } of werkzeugCookies(header)) expect(header).toContain(rawValue);
    }),
    { numRuns: 500 },
  );
});

/** What a Cookie header may have on its way through Node's parser. */
const piece = fc.constantFrom(
  ...[
    'session',
    'session',
    'session',
    'Session',
    'x',
    'a b',
    '=',
    '=',
    '=',
    ';',
    '; ',
    ';',
    ' ',
    '\t',
    '"',
    '"',
    '\\',
    '\\"',
  ],
  ...[
    '\\073',
    '\\054',
    '\\400',
    '\\0',
    '\\1234',
    '%3B',
    ',',
    '.',
    'VALUE',
    'VALUE',
    'A',
    '$Path',
    '[',
    "'",
    '\u00c3\u00a9',
  ],
);
/** Bytes that are not UTF-8, and a no-break space, which Python's text methods take for a blank: versions differ. */
const oddPiece = fc.constantFrom('\u00e9', '\u00ff', '\u00c2\u00a0');

function askWerkzeug(headers: readonly string[]): { version: string; found: (string | null)[] } {
  const script = fileURLToPath(new URL('real-werkzeug.py', import.meta.url));
  const input = JSON.stringify(headers.map((header) => [header, 'session']));
  const { werkzeug, found } = JSON.parse(execFileSync(python, [script], { input, encoding: 'utf8' }));
  return { version: werkzeug, found };
}

/** Whether a Werkzeug of this version is `major.minor.patch` or newer. */
function isSince(version: string, since: readonly [number, number, number]): boolean {
  const parts = version.split('.').map(Number);
  for (const [place, wanted] of since.entries()) {
    const part = parts[place] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

/** A cookie that Werkzeug leaves out since 3.1.9: with a blank or a quote where none may be. */
function isStrict(header: string): boolean {
  return werkzeugCookies(header).every(
    ({ name, rawValue }) =>
      /^[^ \t"]+$/.test(name) && (/^[^ \t"]*$/.test(rawValue) || /^"(?:[^\\"]|\\.)*"$/.test(rawValue)),
  );
}

where(needs.flask)('in generated headers the same is found as by the Flask that is installed', () => {
  const some = fc.array(fc.oneof({ weight: 40, arbitrary: piece }, { weight: 1, arbitrary: oddPiece }), {
    maxLength: 24,
  });
  const headers = fc.sample(
    some.map((pieces) => pieces.join('')),
    4_000,
  );
  const { version, found } = askWerkzeug(headers);
  const textOf = (bytes: string | null) => (bytes === null ? null : Buffer.from(bytes, 'latin1').toString());
  const compared = headers.flatMap((header, place) => {
    if (isSince(version, [2, 3, 0]) && !/^[\t -~]*$/.test(header)) return [];
    if (isSince(version, [3, 1, 9]) && !isStrict(header)) return [];
    return [{ header, is: textOf(read(header)), found: found[place] ?? null }];
  });
  expect(compared.length).toBeGreaterThan(500);
  for (const { header, is, found: theirs } of compared)
    expect({ header, value: is }).toEqual({ header, value: theirs });
});
