import { CookieRunReader } from '../export/cookie-runs.ts';
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
import { noteRepeated } from './repeated-members.ts';
import type { PlaceInFile } from './tally.ts';

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
  /** The number of entries until now, with those that could not be read. */
  readonly entryCount: () => number;
} {
  const members: Record<string, unknown> = {};
  let place = 0;
  let hasLog = false;
  let entryCount = 0;
  let lastAtMs = 0;
  const runs = new CookieRunReader();

  function take({ path, line, text, problem }: CutValue): void {
    const isEntry = path.endsWith('[]');
    const at: PlaceInFile = isEntry ? { line, entry: ++entryCount } : { line };
    if (text === null) {
      if (isEntry) tally.skip(at, problem ?? 'too-large');
      return;
    }
    const read = readJson(text);
    const note: NotePart = (how, member) => tally.notePart(at, how, member);
    if (!read.ok) {
      if (isEntry) tally.skip(at, read.why, read.detail);
    } else if (isEntry) {
      noteRepeated(text, note);
      if (path === 'log.entries[]') takeEntry(read.value, at, note);
      else takeOwn([entryOf(read.value, { note, lastAtMs, runs })], at);
    } else members[path] = read.value;
  }

  function takeEntry(value: unknown, at: PlaceInFile, note: NotePart): void {
    if (isOwnHarEntry(value)) takeOwn(ownHarEntries(value, ownCookieNames, { note, lastAtMs, runs }), at);
    else takeForeign(harRecord(value, note), at);
  }

  function takeForeign(reading: HarReading, at: PlaceInFile): void {
    if (reading.ok) {
      const { record, startedAtMs } = reading;
      add({ ...record, ...placeOf(place++, startedAtMs) }, at);
    } else tally.skip(at, 'not-an-entry', reading.detail);
  }

  function takeOwn(readings: readonly EntryReading[], at: PlaceInFile): void {
    for (const reading of readings) {
      if (!reading.ok) tally.skip(at, 'not-an-entry', reading.detail);
      else {
        lastAtMs = timeOf(reading.entry);
        add(reading.entry, at);
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
    entryCount: () => entryCount,
    about: () => harAbout(members),
  };
}
