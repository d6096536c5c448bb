import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { joinedLines } from '../../../renderer/model/copy-as/copied-request.ts';
import { copyAs } from '../../../renderer/model/copy-as/copy-as.ts';
import type { CopyLanguage } from '../../../renderer/model/copy-as/copy-language.ts';
import type { CopyNote } from '../../../renderer/model/copy-as/copy-note.ts';
import type { HeaderList } from '../../../server/contract/log-entry.ts';
import { needs, where } from '../../support/where.ts';
import { makeRecord } from '../support/make-record.ts';
import { headersWithAMeaning } from './own-headers.ts';
import { rawSite } from './raw-site.ts';
import { spawnedPython } from './real-python.ts';

const run = promisify(execFile);

const records = ['GET', 'POST'].flatMap((method) =>
  headersWithAMeaning.map((requestHeaders) => makeRecord({ method, requestHeaders: [...requestHeaders] })),
);

/** Copies every request, has the program run the copies in turn, and compares the lines that came with the notes. */
async function compare(language: CopyLanguage, runAll: (copies: readonly string[]) => Promise<unknown>): Promise<void> {
  const site = await rawSite();
  const copies = records.map((record) => copyAs(language, record, site.origin, ({ code }) => code));
  await runAll(copies.map(({ text }) => text));
  expect(site.came).toHaveLength(records.length);
  for (const [place, { method, headers }] of site.came.entries()) {
    const [record, copy] = [records[place], copies[place]];
    if (record === undefined || copy === undefined) throw new Error('More requests came than were copied.');
    const untold = new Set(namesLeftOut(copy.notes));
    const isJoined = copy.notes.some(({ code }) => code === 'lines-joined');
    const given = isJoined ? joinedLines(record.requestHeaders) : record.requestHeaders;
    const names = new Set(given.map(([name]) => name.toLowerCase()).filter((name) => !untold.has(name)));
    expect({ method, lines: linesOf(headers, names) }).toEqual({
      method: record.method,
      lines: linesOf(given, names),
    });
  }
}

/** The names of the lines that a note excuses: those that are left out, and the length of a body that is unknown. */
function namesLeftOut(notes: readonly CopyNote[]): string[] {
  const named = notes.flatMap((note) => (note.code === 'lines-left-out' ? note.names : []));
  const isBodyUnknown = notes.some(({ code }) => code === 'body-unknown');
  const framing = isBodyUnknown ? ['content-length', 'transfer-encoding'] : [];
  return [...named.map((name) => name.toLowerCase()), ...framing];
}

/** The lines with one of these names. Names, and the options of Connection, are the same in either case. */
function linesOf(headers: readonly (readonly [string, string])[], names: ReadonlySet<string>): HeaderList {
  return headers
    .map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .filter(([name]) => names.has(name))
    .map(([name, value]) => [name, name === 'connection' ? value.toLowerCase() : value]);
}

test('curl sends each line that has a meaning for it, or a note says that it does not', () =>
  compare('curl', (copies) => run('/bin/sh', ['-c', copies.map((text) => `${text} --silent`).join('\n')])));

test('Node sends each line that has a meaning for fetch, or a note says that it does not', () =>
  compare('fetch', (copies) =>
    run(process.execPath, ['--input-type=module', '--eval', copies.map((text) => `{ ${text} }`).join('\n')]),
  ));

where(needs.requests)('requests sends each line that has a meaning for it, or a note says that it does not', () =>
  compare('python', (copies) => spawnedPython(copies.join('\n'))),
);

test('of several Host lines the note of curl and of cmd names the ones that are not sent', () => {
  const record = makeRecord({
    requestHeaders: [
      ['host', 'a.example'],
      ['Host', 'b.example'],
    ],
  });
  for (const language of ['curl', 'cmd'] as const) {
    const { text, notes } = copyAs(language, record, 'http://localhost:5000', ({ code }) => code);
    expect(notes).toContainEqual({ code: 'lines-left-out', names: ['Host'] });
    expect(text).toContain('a.example');
    expect(text).not.toContain('b.example');
  }
});

test('of a request in HTTP/2 or HTTP/1.0 the copies for programs that write HTTP/1.1 say so', () => {
  for (const language of ['fetch', 'python', 'powershell'] as const) {
    const noted = ['1.0', '1.1', '2', null].map((httpVersion) =>
      copyAs(language, makeRecord({ httpVersion }), 'http://localhost:5000', ({ code }) => code).notes.flatMap(
        (note) => (note.code === 'sent-as-http-1-1' ? [note.was] : []),
      ),
    );
    expect(noted).toEqual([['1.0'], [], ['2'], []]);
  }
});
