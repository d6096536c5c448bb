import type { LogEntry } from '../contract/log-entry.ts';
import type { Skipped } from '../contract/recording.ts';
import { EXPORT_FORMAT } from '../export/export-head.ts';
import { timeOf } from '../storage/log/log-row.ts';
import { entryOf, type Reading } from './entry-of.ts';
import { type CutLine, LineCutter } from './line-cutter.ts';
import type { NotePart } from './loose-members.ts';
import { depthOf, readJson } from './read-json.ts';
import { type EntrySink, MAX_DEPTH, MAX_ENTRY_BYTES, type ReaderAbout, type RecordingReader } from './reader.ts';
import { noteRepeated } from './repeated-members.ts';

type ReadLine =
  | { readonly head: ReaderAbout }
  | { readonly entry: LogEntry }
  | { readonly why: Skipped['why']; readonly detail?: string };

/** This app's NDJSON: a head, then one entry a line. An unreadable line costs only that line. */
export function ndjsonReader({ tally, add }: EntrySink): RecordingReader {
  let about: ReaderAbout = { writtenBy: '', exportedAt: null, isRedacted: null };
  let lastAtMs = 0;
  const cutter = new LineCutter((line) => {
    const note: NotePart = (how, member) => tally.notePart({ line: line.line }, how, member);
    const read = readLine(line, { note, lastAtMs });
    if ('head' in read) about = read.head;
    else if ('entry' in read) {
      lastAtMs = timeOf(read.entry);
      add(read.entry, { line: line.line });
    } else tally.skip({ line: line.line }, read.why, read.detail);
  }, MAX_ENTRY_BYTES);
  return { write: (chunk) => cutter.write(chunk), end: () => cutter.end(), about: () => about };
}

function readLine({ text, isUnended }: CutLine, how: Reading): ReadLine {
  if (text === null) return { why: 'too-large' };
  if (depthOf(text) > MAX_DEPTH) return { why: 'too-deep' };
  const read = readJson(text);
  if (!read.ok) return { why: isUnended ? 'cut-off' : read.why, detail: read.detail };
  noteRepeated(text, how.note);
  const head = headIn(read.value);
  if (head !== null) return { head };
  const reading = entryOf(read.value, how);
  return reading.ok ? { entry: reading.entry } : { why: 'not-an-entry', detail: reading.detail };
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
