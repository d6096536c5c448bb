import { entryOf } from './entry-of.ts';
import { harAboutSchema, harProgramSchema } from './har-input.ts';
import { type HarReading, harRecord } from './har-record.ts';
import { type CutValue, JsonCutter, type Wish } from './json-cutter.ts';
import { isOwnHarEntry, ownHarEntries } from './own-har.ts';
import { readJson } from './read-json.ts';
import { type EntrySink, MAX_DEPTH, MAX_ENTRY_BYTES, type ReaderAbout, type RecordingReader } from './reader.ts';

const WISHES: Readonly<Record<string, Wish>> = {
  '': 'enter',
  log: 'enter',
  'log.creator': 'take',
  'log.browser': 'take',
  'log._inspector': 'enter',
  'log._inspector.exportedAt': 'take',
  'log._inspector.redacted': 'take',
  'log._inspector.entries': 'enter',
  'log._inspector.entries[]': 'take',
  'log.entries': 'enter',
  'log.entries[]': 'take',
};

export interface HarReaderOptions extends EntrySink {
  /** The id of a request that has none, by its place among those; they are in the order of the file. */
  readonly idOf: (place: number, arrivedAtMs: number) => number;
  readonly ownCookieNames: readonly string[];
}

/** HAR of any program. An entry that cannot be read costs that entry; a document that is broken ends there. */
export function harReader({ tally, add, idOf, ownCookieNames }: HarReaderOptions): RecordingReader & {
  /** Whether there was a list of entries at all. */
  readonly hasLog: () => boolean;
} {
  const members: Record<string, unknown> = {};
  let place = 0;
  let hasLog = false;

  function take({ path, line, text, problem }: CutValue): void {
    const isEntry = path.endsWith('[]');
    if (text === null) {
      if (isEntry) tally.skip(line, problem ?? 'too-large');
      return;
    }
    const read = readJson(text);
    if (!read.ok) {
      if (isEntry) tally.skip(line, read.why, read.detail);
    } else if (path === 'log.entries[]') takeEntry(read.value, line);
    else if (isEntry) takeOwn([entryOf(read.value)], line);
    else members[path] = read.value;
  }

  function takeEntry(value: unknown, line: number): void {
    if (isOwnHarEntry(value)) takeOwn(ownHarEntries(value, ownCookieNames), line);
    else takeForeign(harRecord(value), line);
  }

  function takeForeign(reading: HarReading, line: number): void {
    if (reading.ok) {
      tally.hasForeign = true;
      tally.hasCookies ||= reading.hasCookies;
      add({ ...reading.record, id: idOf(place++, reading.record.arrivedAtMs) }, line);
    } else tally.skip(line, 'not-an-entry', reading.detail);
  }

  function takeOwn(readings: readonly ReturnType<typeof entryOf>[], line: number): void {
    for (const reading of readings) {
      if (reading.ok) add(reading.entry, line);
      else tally.skip(line, 'not-an-entry', reading.detail);
    }
  }

  const cutter = new JsonCutter({
    wish(path) {
      hasLog ||= path === 'log.entries';
      return Object.hasOwn(WISHES, path) ? (WISHES[path] as Wish) : 'pass';
    },
    take,
    maxValueBytes: MAX_ENTRY_BYTES,
    maxDepth: MAX_DEPTH,
  });
  return {
    write: (chunk) => cutter.write(chunk),
    end: () => cutter.end(),
    hasLog: () => hasLog,
    about: () => harAbout(members),
  };
}

function harAbout(members: Readonly<Record<string, unknown>>): ReaderAbout {
  const [creator, browser] = [members['log.creator'], members['log.browser']].map((value) => {
    const { success, data } = harProgramSchema.safeParse(value);
    return success ? `${data.name} ${data.version}`.trim() : '';
  });
  const { exportedAt, redacted } = harAboutSchema.parse({
    exportedAt: members['log._inspector.exportedAt'],
    redacted: members['log._inspector.redacted'] ?? null,
  });
  const programs = [...new Set([creator, browser])].filter((program) => program !== '' && program !== undefined);
  return { writtenBy: programs.join(', '), exportedAt: exportedAt === '' ? null : exportedAt, isRedacted: redacted };
}
