import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogStretch } from '../../../../server/contract/mark.ts';
import type { LogWindow } from '../../../data/log-window.ts';
import { useCommands } from '../../../data/use-inspector.ts';
import { entryAtMs } from '../../../sentences/entry-sentence.ts';
import { spanOf, type View } from './model/scale.ts';

/** A stretch that was read from the log. */
export interface ReadStretch extends View {
  readonly stretch: LogStretch;
  /** The time of the read. Later entries are not included. */
  readonly atMs: number;
}

export interface EarlierMarks {
  /** The last stretch that was read; it may lie beside the view. Null while everything in sight is in memory. */
  readonly read: ReadStretch | null;
  readonly isLoading: boolean;
}

/** The shortest time without movement of the view, except with the present, before marks are read again. */
const REST_MS = 120;
/**
 * The same if the view has not moved but requests arrive so fast that the entries in memory start after the end of the
 * last read.
 */
const FLOOD_MS = 1_000;
const PARTS = 600;
/** A density that is this coarse for the view is requested again. */
const COARSE = 3;

/**
 * Reads the marks that are in sight and not in memory: older than the loaded window of the log, or newer, if that
 * window is far back. The read stretch reaches a view's length beyond both edges, so that moving on shows marks
 * immediately.
 */
export function useEarlierMarks(view: View, log: LogWindow, isActive: boolean): EarlierMarks {
  const { logStretch } = useCommands();
  const [read, setRead] = useState<ReadStretch | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  const need = useMemo(() => (isActive ? missingPart(view, log) : null), [view, log, isActive]);
  const isOutgrown = need !== null && read !== null && !log.hasLater && read.atMs < need.toMs;
  const isCovered = need === null || (read !== null && !isOutgrown && covers(read, need, view));
  // The view moves with every frame. A request starts only if marks are missing, and it is for the newest view.
  const latest = useRef(view);
  latest.current = view;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the read stretch may still be too coarse or too short.
  useEffect(() => {
    if (isCovered) return;
    const leaving = new AbortController();
    setIsLoading(!isOutgrown);
    const timer = setTimeout(
      async () => {
        const { fromMs, toMs } = latest.current;
        const span = toMs - fromMs;
        const asked = { fromMs: fromMs - span, toMs: toMs + span };
        const atMs = Date.now();
        const stretch = await logStretch(asked.fromMs, asked.toMs, PARTS, leaving.signal);
        if (leaving.signal.aborted) return;
        setIsLoading(false);
        if (stretch !== null) setRead({ ...asked, stretch, atMs });
      },
      isOutgrown ? FLOOD_MS : REST_MS,
    );
    return () => {
      leaving.abort();
      clearTimeout(timer);
      setIsLoading(false);
    };
  }, [isCovered, read, logStretch]);

  const isNeeded = log.hasEarlier || log.hasLater;
  useEffect(() => {
    if (!isNeeded) setRead(null);
  }, [isNeeded]);
  return { read: isNeeded ? read : null, isLoading: isLoading && !isCovered };
}

/** The part of the view that the loaded window of the log does not cover; null if there is none. */
export function missingPart(view: View, { entries, hasEarlier, hasLater }: LogWindow): View | null {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return hasEarlier || hasLater ? view : null;
  const isBefore = hasEarlier && view.fromMs < entryAtMs(first);
  const isAfter = hasLater && view.toMs > entryAtMs(last);
  if (isBefore && isAfter) return view;
  if (isBefore) return { fromMs: view.fromMs, toMs: Math.min(view.toMs, entryAtMs(first)) };
  return isAfter ? { fromMs: Math.max(view.fromMs, entryAtMs(last)), toMs: view.toMs } : null;
}

function covers(read: ReadStretch, need: View, view: View): boolean {
  // There are no marks before the start of the log.
  const fromMs = Math.max(need.fromMs, read.stretch.oldestAtMs ?? need.fromMs);
  if (read.fromMs > fromMs || read.toMs < need.toMs) return false;
  return read.stretch.kind === 'marks' || spanOf(read) <= spanOf(view) * COARSE;
}
