/** One walk of 30 steps through an app with sessions, the same for every store. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SessionData } from '../../server/contract/json.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreState } from '../../server/contract/store-state.ts';
import { eventually } from './eventually.ts';
import { inspectorForTest, waitsForStores } from './running-inspector.ts';
import type { OwnTrace } from './stored-express.ts';
import { Visitor } from './visitor.ts';
import { recorded, watch } from './watched.ts';

/** An app that runs, and says of each request what its session was before and after. */
export interface WalkedApp {
  readonly origin: string;
  /** The address or path of its session store. Null if the sessions are in cookies alone. */
  readonly where: string | null;
  /** The secrets of its cookies and rows. */
  readonly secrets?: readonly string[];
  /** What the app says of the request that it was given as `n`, whose response had this body. */
  traceOf(n: number, body: string): OwnTrace | undefined;
}

export interface WalkOptions {
  /** Sessions of this app end by themselves at `/short?ms=`. */
  readonly canExpire?: boolean;
  /** Keys that the framework keeps in the session beside those of the app. */
  readonly ownKeys?: readonly string[];
}

export interface Walk {
  readonly records: readonly RequestRecord[];
  readonly store: () => StoreState | null | undefined;
}

const text = encodeURIComponent('你好 "quoted" \\ <b> ü');
const big = 'x'.repeat(2_000);

/** The paths of the 30 steps. Two that overlap are in one list. */
const steps: readonly (string | readonly string[])[] = [
  '/get?',
  '/set?key=cart&value=1',
  '/get?',
  '/set?key=cart&value=2',
  '/set?key=user&value=Bob',
  '/get?',
  '/pop?key=cart',
  '/pop?key=nothing',
  `/set?key=text&value=${text}`,
  '/set?key=empty&value=',
  '/get?',
  `/set?key=big&value=${big}`,
  '/pop?key=big',
  '/login?',
  '/get?',
  '/set?key=note&value=after',
  ['/slow?ms=150&key=left&value=1', '/slow?ms=200&key=right&value=2'],
  '/get?',
  '/set?key=k&value=1',
  '/set?key=k&value=2',
  '/pop?key=k',
  '/logout?',
  '/get?',
  '/set?key=back&value=1',
  '/login?',
  '/short?ms=3000',
  '/get?',
  '/set?key=again&value=1',
  '/logout?',
];

/**
 * Watches an app with its store, goes the 30 steps, and expects each record to say what the app itself says.
 */
export async function walk(app: WalkedApp, options: WalkOptions = {}): Promise<Walk> {
  const { inspector } = await inspectorForTest(waitsForStores);
  const place = app.where === null ? {} : { store: app.where };
  const { id, open } = await watch(inspector, app.origin, { ...place, secrets: [...(app.secrets ?? [])] });
  const store = () => inspector.watching.find((one) => one.id === id)?.store;
  // Until the store is connected to. An empty one is a fault until its first row.
  await eventually(() => expect(store()?.state).not.toBe('connecting'));
  const visitor = new Visitor(open ?? '');
  const bodies = new Map<number, string>();
  const overlapping = new Set<number>();
  let n = 0;
  const go = async (path: string, step: number) => {
    bodies.set(step, (await visitor.get(`${path}&n=${step}`)).body);
  };
  for (const [place, step] of steps.entries()) {
    const paths = typeof step === 'string' ? [step] : step;
    const numbers = paths.map(() => n++);
    if (paths.length > 1) for (const one of numbers) overlapping.add(one);
    // The row that ended by itself is read with the next step.
    const isAfterEnd = options.canExpire === true && steps[place - 1] === '/short?ms=3000';
    if (isAfterEnd) await wait(4_600);
    await Promise.all(paths.map((path, index) => go(path, numbers[index] ?? 0)));
  }
  expect(n).toBe(30);
  const records = await recorded(inspector, id, n);
  let compared = 0;
  const { ownKeys = [] } = options;
  const shown = (data: SessionData | null | undefined) =>
    Object.fromEntries(Object.entries(data ?? {}).filter(([key]) => !ownKeys.includes(key)));
  for (const record of records) {
    const step = Number(/[?&]n=(\d+)/.exec(record.url)?.[1]);
    const trace = app.traceOf(step, bodies.get(step) ?? '');
    const evidence = record.evidence?.store;
    const said = { step, url: record.url, before: shown(record.sessionBefore), after: shown(record.sessionAfter) };
    const own = { step, url: record.url, before: shown(trace?.before), after: shown(trace?.after) };
    if (app.where !== null && overlapping.has(step)) {
      expect([step, evidence?.attribution]).toEqual([step, 'shared']);
    } else {
      expect(said, JSON.stringify(evidence)).toEqual(own);
      compared++;
    }
  }
  expect(compared).toBe(app.where === null ? 30 : 28);
  return { records, store };
}
