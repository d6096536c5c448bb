import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cmdCommand, cmdNotes } from '../../../renderer/model/copy-as/cmd-command.ts';
import { cmdWord } from '../../../renderer/model/copy-as/cmd-word.ts';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import { curlArguments } from '../../../renderer/model/copy-as/curl-command.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { makeRecord } from '../support/make-record.ts';
import { casesOf, origin, recorded, setting } from './copied-requests.ts';

/** Variables that would change a command in which a percent sign is not kept from them. */
const VARIABLES = new Map([
  ['PATH', 'C:\\Windows'],
  ['41', 'replaced'],
  ['3A', 'replaced'],
  ['2F', 'replaced'],
]);

/**
 * What the prompt of cmd.exe hands to a program, as far as a copy makes use of it: variables are replaced first, those
 * that are not set stay; then carets are taken off outside quotes, and one before a line break goes with it.
 */
function afterCmd(typed: string): string {
  const expanded = typed.replace(/%([^%\n:]+)(?::[^%\n]*)?%/g, (whole, name: string) => VARIABLES.get(name) ?? whole);
  let result = '';
  let isQuoted = false;
  for (let place = 0; place < expanded.length; place++) {
    const character = expanded[place] ?? '';
    if (character === '^' && !isQuoted) {
      place++;
      if (expanded[place] !== '\n') result += expanded[place] ?? '';
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && /[&|<>]/.test(character)) throw new Error(`cmd.exe reads ${character} itself`);
    result += character;
  }
  return result;
}

/** The words into which Microsoft's C runtime splits a command line ("Parsing C command-line arguments"). */
function argumentsOf(line: string): string[] {
  const words: string[] = [];
  let word = '';
  let isOpen = false;
  let isQuoted = false;
  for (let place = 0; place < line.length; place++) {
    const character = line[place] ?? '';
    if (character === '\\') {
      const [slashes = ''] = /^\\+/.exec(line.slice(place)) ?? [];
      const isBeforeQuote = line[place + slashes.length] === '"';
      word += '\\'.repeat(isBeforeQuote ? Math.floor(slashes.length / 2) : slashes.length);
      place += slashes.length - 1;
      isOpen = true;
      if (isBeforeQuote && slashes.length % 2 === 1) {
        word += '"';
        place++;
      }
    } else if (character === '"') {
      isQuoted = !isQuoted;
      isOpen = true;
    } else if (/[ \t\n]/.test(character) && !isQuoted) {
      if (isOpen) words.push(word);
      [word, isOpen] = ['', false];
    } else {
      word += character;
      isOpen = true;
    }
  }
  return isOpen ? [...words, word] : words;
}

const wordsOf = (command: string) => argumentsOf(afterCmd(command));
const copy = (record: RequestRecord) => cmdCommand(copiedRequest(record, origin));
const notesOf = (record: RequestRecord) => cmdNotes(copiedRequest(record, origin));

test('a program gets back every character of a word', () => {
  const text = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
      fc.constantFrom(
        '%PATH%',
        '%41%',
        '%',
        '%%',
        '^',
        '"',
        '\\"',
        '\\\\"',
        '\\',
        '"&calc&"',
        '%PATH:a=b%',
        '!x!',
        ' ',
      ),
    ),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(text, text, (first, second) => {
      const words = [first.join(''), second.join('')];
      expect(wordsOf(`curl.exe ${words.map(cmdWord).join(' ')}`)).toEqual(['curl.exe', ...words]);
    }),
    { numRuns: 1000 },
  );
});

test('curl gets exactly the intended words, except for the differences in a note', () => {
  fc.assert(
    fc.property(recorded, (record) => {
      const request = copiedRequest(record, origin);
      const notes = notesOf(record);
      const leftOut = new Set(request.headers.filter(([, value]) => !/^[ -~]*$/.test(value)));
      const changed = notes.find(({ code }) => code === 'target-changed');
      const meant = {
        ...request,
        target: changed?.code === 'target-changed' ? changed.sent : request.target,
        headers: request.headers.filter((line) => !leftOut.has(line)),
      };
      expect(wordsOf(copy(record))).toEqual(['curl.exe', ...curlArguments(meant).flat().slice(1)]);
      expect(notes.some(({ code }) => code === 'lines-left-out')).toBe(leftOut.size > 0);
    }),
    { numRuns: 300 },
  );
});

test('a command is printable ASCII, and every line except the last ends with a continuation', () => {
  fc.assert(
    fc.property(recorded, (record) => {
      const lines = copy(record).split('\n');
      for (const line of lines) expect(line).toMatch(/^[ -~]*$/);
      for (const line of lines.slice(0, -1)) expect(line).toMatch(/ \^$/);
    }),
  );
});

test('a plain request is a plain command', () => {
  const record = makeRecord({
    requestHeaders: [
      ['Host', 'localhost:5000'],
      ['User-Agent', 'Alice/1.0'],
      ['Accept', '*/*'],
      ['Cookie', 'inspector.sid=s%3Aabc'],
    ],
  });
  expect(copy(record)).toBe(
    [
      'curl.exe http://localhost:5000/getsession ^',
      '  --header ^"User-Agent: Alice/1.0^" ^',
      '  --header ^"Accept: */*^" ^',
      '  --header ^"Cookie: inspector.sid=s^%^3Aabc^"',
    ].join('\n'),
  );
  expect(notesOf(record)).toEqual([{ code: 'percent-in-batch-files' }]);
});

test('it says what cmd cannot pass on', () => {
  expect(notesOf(makeRecord())).toEqual([]);
  expect(notesOf(makeRecord({ url: '/caf\u00e9' }))).toContainEqual({ code: 'target-changed', sent: '/caf%E9' });
  expect(notesOf(makeRecord({ requestHeaders: [['X-Name', 'caf\u00e9']] }))).toEqual([
    { code: 'lines-left-out', names: ['X-Name'] },
  ]);
  expect(notesOf(setting('好'))).toEqual([{ code: 'body-escaped' }]);
  expect(wordsOf(copy(setting('好'))).at(-1)).toBe('"\\u597d"');
  expect(notesOf(makeRecord({ requestHeaders: [['Cookie', 'x'.repeat(8200)]] }))).toContainEqual({
    code: 'cannot-send',
    what: 'length',
    text: '',
  });
});

test('a target that is not a path is written to the request line unchanged', () => {
  for (const record of casesOf('y03-target-is-no-path.http')) {
    expect(wordsOf(copy(record))).toContain(record.url);
    expect(notesOf(record)).toEqual([]);
  }
});
