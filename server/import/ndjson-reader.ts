import type { LogEntry, RequestRecord } from '../contract/log-entry.ts';
import type { Skipped } from '../contract/recording.ts';
import { CookieRunReader } from '../export/cookie-runs.ts';
import { EXPORT_FORMAT } from '../export/export-head.ts';
import { timeOf } from '../storage/log/log-row.ts';
import { entryOf, type Reading } from './entry-of.ts';
import { type CutLine, LineCutter } from './line-cutter.ts';
import { isObject, type NotePart } from './loose-members.ts';
import { depthOf, readJson } from './read-json.ts';
import { type EntrySink, MAX_DEPTH, MAX_ENTRY_BYTES, type ReaderAbout, type RecordingReader } from './reader.ts';
import { noteRepeated } from './repeated-members.ts';

type ReadLine =
  | { readonly head: ReaderAbout }
  /** `isTimeless`: the line has no time, so that of a neighbour is taken. */
  | { readonly entry: LogEntry; readonly isTimeless: boolean }
  | { readonly why: Skipped['why']; readonly detail?: string };

/** This app's NDJSON: a head, then one entry a line. An unreadable line costs only that line. */
export function ndjsonReader({ tally, add }: EntrySink): RecordingReader {
  let about: ReaderAbout = { writtenBy: '', exportedAt: null, isRedacted: null };
  const runs = new CookieRunReader();
  let lastAtMs = 0;
  /** Entries at the beginning whose time is not known, which get the time of the next entry. Null after that one. */
  let waiting: { readonly entry: RequestRecord; readonly line: number }[] | null = [];
  const release = (atMs: number) => {
    for (const { entry, line } of waiting ?? []) add({ ...entry, arrivedAtMs: atMs }, { line });
    waiting = null;
  };
  const cutter = new LineCutter((line) => {
    const note: NotePart = (how, member) => tally.notePart({ line: line.line }, how, member);
    const read = readLine(line, { note, lastAtMs, runs });
    if ('head' in read) about = read.head;
    else if ('entry' in read) {
      const { entry } = read;
      const isFirst = waiting !== null && waiting.length < MOST_WAITING;
      if (isFirst && entry.kind === 'request' && read.isTimeless) {
        waiting?.push({ entry, line: line.line });
        return;
      }
      lastAtMs = timeOf(entry);
      if (waiting !== null) release(lastAtMs);
      add(entry, { line: line.line });
    } else tally.skip({ line: line.line }, read.why, read.detail);
  }, MAX_ENTRY_BYTES);
  return {
    write: (chunk) => cutter.write(chunk),
    end() {
      cutter.end();
      if (waiting !== null) release(lastAtMs);
    },
    about: () => about,
  };
}

const MOST_WAITING = 1_000;

function readLine({ text, isUnended }: CutLine, how: Reading): ReadLine {
  if (text === null) return { why: 'too-large' };
  if (depthOf(text) > MAX_DEPTH) return { why: 'too-deep' };
  const read = readJson(text);
  if (!read.ok) return { why: isUnended ? 'cut-off' : read.why, detail: read.detail };
  noteRepeated(text, how.note);
  const head = headIn(read.value);
  if (head !== null) return { head };
  const reading = entryOf(read.value, how);
  if (reading.ok) return { entry: reading.entry, isTimeless: isTimeless(read.value) };
  return { why: 'not-an-entry', detail: reading.detail };
}

function isTimeless(value: unknown): boolean {
  return isObject(value) && (value.arrivedAtMs ?? null) === null;
}

function headIn(value: unknown): ReaderAbout | null {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== EXPORT_FORMAT)
    return null;
  const { exportedAt, redacted } = value as { exportedAt?: unknown; redacted?: unknown };
  return {
    writtenBy: 'Session Inspector',
    exportedAt: typeof exportedAt === 'string' ? exportedAt : null,
    isRedacted: typeof redacted === 'boolean' ? redacted : null,
  };
}
