import { useMemo, useRef } from 'react';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { type Mark, markOf } from '../../../../server/contract/mark.ts';
import type { LogWindow } from '../../../data/log-window.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../../data/use-watching.ts';
import { type BlindStretch, blindStretches, othersOf } from './model/blind.ts';
import type { Lane } from './model/lane.ts';
import { lanesOf, rememberExpiries } from './model/lanes.ts';
import type { Density } from './scene.ts';
import type { ReadStretch } from './use-earlier-marks.ts';

export interface TimelineData {
  readonly lanes: readonly Lane[];
  readonly blind: readonly BlindStretch[];
  readonly density: Density | null;
}

const MAX_EXPIRIES = 5_000;

/** The data of the picture, from the store and from the marks that were read from the log. */
export function useTimelineData(read: ReadStretch | null): TimelineData {
  const log = useInspector((state) => state.log);
  const sessions = useInspector((state) => state.sessions);
  const sessionCount = useInspector((state) => state.status?.sessionCount ?? 0);
  const actors = useInspector((state) => state.actors);
  const owners = useInspector((state) => state.owners);
  const isPaused = useInspector((state) => state.settings?.recording === false);
  const labRuns = useInspector((state) => state.labRuns);
  const engineInCharge = useInspector((state) => state.settings?.engine ?? null);
  // The recording state of the live log does not apply to a file, and its engine not to a watched app either.
  const kind = useWorkspaceKind();
  const isFile = kind === 'recording';
  const isRecording = isFile || !isPaused;
  const engine = kind === 'tutorial' ? engineInCharge : null;
  const expiries = useRef<ReadonlyMap<string, number>>(new Map());
  expiries.current = rememberExpiries(expiries.current, sessions, MAX_EXPIRIES);
  const lastExpiries = expiries.current;
  // The sessions of a watched app are in its own store: that none is listed here says nothing about their end.
  const hasAllSessions = kind !== 'watched' && sessions.length >= sessionCount;

  const marks = useMemo(() => join(read, log, marksOf(log.entries)), [read, log]);
  const lanes = useMemo(
    () => lanesOf({ marks, sessions, hasAllSessions, actors, owners, labRuns, engine, lastExpiries }),
    [marks, sessions, hasAllSessions, actors, owners, labRuns, engine, lastExpiries],
  );
  const blind = useMemo(
    () =>
      blindStretches(
        [...othersRead(read), ...othersOf(log.entries)].sort((a, b) => a.id - b.id),
        marks,
        isRecording,
      ),
    [read, log.entries, marks, isRecording],
  );
  const density = useMemo(
    () => (read?.stretch.kind === 'density' ? { ...read, counts: read.stretch.counts } : null),
    [read],
  );
  return { lanes, blind, density };
}

/** Entries never change, so each is read once. */
const known = new WeakMap<LogEntry, Mark | null>();

function marksOf(entries: readonly LogEntry[]): Mark[] {
  const marks: Mark[] = [];
  for (const entry of entries) {
    let mark = known.get(entry);
    if (mark === undefined) {
      mark = markOf(entry);
      known.set(entry, mark);
    }
    if (mark !== null) marks.push(mark);
  }
  return marks;
}

/** Marks that were read and marks in memory, each once, in order of id. */
function join(read: ReadStretch | null, { entries }: LogWindow, loaded: readonly Mark[]): readonly Mark[] {
  if (read === null || read.stretch.kind === 'density') return loaded;
  const first = entries[0]?.id ?? Number.POSITIVE_INFINITY;
  const last = entries.at(-1)?.id ?? Number.POSITIVE_INFINITY;
  const { marks } = read.stretch;
  return [...marks.filter(({ id }) => id < first), ...loaded, ...marks.filter(({ id }) => id > last)];
}

function othersRead(read: ReadStretch | null) {
  return read?.stretch.kind === 'marks' ? read.stretch.others : [];
}
