import { timeOf } from '../storage/log/log-row.ts';
import { type EntryReading, entryOf } from './entry-of.ts';
import { harAbout } from './har-about.ts';
import { type HarReading, harRecord } from './har-record.ts';
import { type CutValue, JsonCutter, type Wish } from './json-cutter.ts';
import type { NotePart } from './loose-members.ts';
import type { Placed } from './order-of-time.ts';
import { isOwnHarEntry, ownHarEntries } from './own-har.ts';
import { readJson } from './read-json.ts';
import { type EntrySink, MAX_DEPTH, MAX_ENTRY_BYTES, type RecordingReader } from './reader.ts';

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
  /** The id of a request without one, by its place among the requests of the file. */
  readonly placeOf: (place: number, startedAtMs: number | null) => Placed;
  readonly ownCookieNames: readonly string[];
}

/** HAR of any program. An entry that cannot be read costs that entry; a document that is broken ends there. */
export function harReader({ tally, add, placeOf, ownCookieNames }: HarReaderOptions): RecordingReader & {
  /** Whether there was a list of entries at all. */
  readonly hasLog: () => boolean;
} {
  const members: Record<string, unknown> = {};
  let place = 0;
  let hasLog = false;
  let lastAtMs = 0;

  function take({ path, line, text, problem }: CutValue): void {
    const isEntry = path.endsWith('[]');
    if (text === null) {
      if (isEntry) tally.skip(line, problem ?? 'too-large');
      return;
    }
    const read = readJson(text);
    const note: NotePart = (how, member) => tally.notePart(line, how, member);
    if (!read.ok) {
      if (isEntry) tally.skip(line, read.why, read.detail);
    } else if (path === 'log.entries[]') takeEntry(read.value, line, note);
    else if (isEntry) takeOwn([entryOf(read.value, { note, lastAtMs })], line);
    else members[path] = read.value;
  }

  function takeEntry(value: unknown, line: number, note: NotePart): void {
    if (isOwnHarEntry(value)) takeOwn(ownHarEntries(value, ownCookieNames, { note, lastAtMs }), line);
    else takeForeign(harRecord(value, note), line);
  }

  function takeForeign(reading: HarReading, line: number): void {
    if (reading.ok) {
      const { record, startedAtMs } = reading;
      add({ ...record, ...placeOf(place++, startedAtMs) }, line);
    } else tally.skip(line, 'not-an-entry', reading.detail);
  }

  function takeOwn(readings: readonly EntryReading[], line: number): void {
    for (const reading of readings) {
      if (!reading.ok) tally.skip(line, 'not-an-entry', reading.detail);
      else {
        lastAtMs = timeOf(reading.entry);
        add(reading.entry, line);
      }
    }
  }

  const cutter = new JsonCutter({
    wish(path, isList) {
      hasLog ||= path === 'log.entries' && isList;
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
