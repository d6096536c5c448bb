import type { GapEntry, LogEntry, NoticeEntry, UnreadableEntry } from '../../../../../server/contract/log-entry.ts';
import type { Mark } from '../../../../../server/contract/mark.ts';

/** The entries of the log that are not marks of a session. */
export type OtherMoment = GapEntry | NoticeEntry | UnreadableEntry;

/** A stretch in which requests may have happened that the log does not have. */
export interface BlindStretch {
  readonly why: 'gap' | 'paused';
  /** Null if the stretch started before every known entry. */
  readonly fromMs: number | null;
  /** Null if the stretch continues. */
  readonly toMs: number | null;
  /** The entry that reports the stretch. */
  readonly id: number;
}

/**
 * Finds the stretches the log is blind in. Both lists in order of id; a recorded request proves that a pause is over.
 */
export function blindStretches(
  others: readonly OtherMoment[],
  marks: readonly Mark[],
  isRecording: boolean,
): readonly BlindStretch[] {
  const found: BlindStretch[] = [];
  let paused: NoticeEntry | null = null;
  const endPause = (toMs: number | null) => {
    if (paused !== null) found.push({ why: 'paused', fromMs: paused.atMs, toMs, id: paused.id });
    paused = null;
  };
  for (const entry of others) {
    if (entry.kind === 'gap') found.push({ why: 'gap', fromMs: entry.fromMs, toMs: entry.toMs, id: entry.id });
    else if (entry.kind === 'unreadable') continue;
    else if (entry.notice.code === 'recording-paused') {
      endPause(firstRequestAfter(marks, entry)?.atMs ?? entry.atMs);
      paused = entry;
    } else if (entry.notice.code === 'recording-resumed') {
      if (paused === null) found.push({ why: 'paused', fromMs: null, toMs: entry.atMs, id: entry.id });
      endPause(entry.atMs);
    }
  }
  if (paused !== null) {
    const next = firstRequestAfter(marks, paused);
    endPause(isRecording ? (next?.atMs ?? null) : null);
  }
  return found;
}

/** A request under way when recording stopped still has its record, with an earlier id. */
function firstRequestAfter(marks: readonly Mark[], { id }: NoticeEntry): Mark | undefined {
  return marks.find((mark) => mark.id > id && mark.actor !== null);
}

/** Entries that are neither request nor edit. */
export function othersOf(entries: readonly LogEntry[]): OtherMoment[] {
  return entries.filter((entry) => entry.kind !== 'request' && entry.kind !== 'edit');
}
