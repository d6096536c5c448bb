import session, { type Store } from 'express-session';
import fc from 'fast-check';
import { afterEach, describe, expect, vi } from 'vitest';
import { promised } from '../../support/promised-store.ts';
import { aSession, asJson } from '../../support/session-store-contract.ts';
import { newPlace, sharedStore } from '../../support/shared-stores.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';
import { type Need, needs, where } from '../../support/where.ts';

/** Runs of 20 to 60 steps each. A walk of 100,000 steps: node test/bench/model.ts. */
const runs = Number(process.env.MODEL_RUNS ?? 100);

type Step =
  | { do: 'set' | 'touch'; sid: string; data: object; lifeMs: number | null; as: 'date' | 'number' }
  | { do: 'get' | 'destroy'; sid: string }
  | { do: 'all' | 'length' | 'clear' }
  | { do: 'wait'; ms: number };

const sid = fc.constantFrom('a', 'A', 'b', '__proto__', '😀', "'");
const data = fc.dictionary(fc.constantFrom('name', 'list', '__proto__', 'save', ''), fc.jsonValue(), { maxKeys: 3 });
/** Lives of a few milliseconds meet waits of a few: expiries are hit exactly, just missed, and long past. */
const lifeMs = fc.option(fc.integer({ min: -3, max: 12 }), { nil: null, freq: 4 });
const as = fc.constantFrom('date' as const, 'number' as const);
const constant = <T extends string>(name: T) => fc.constant(name);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: constant('set'), sid, data, lifeMs, as }) },
  { weight: 3, arbitrary: fc.record({ do: constant('touch'), sid, data, lifeMs, as }) },
  { weight: 5, arbitrary: fc.record({ do: constant('get'), sid }) },
  { weight: 2, arbitrary: fc.record({ do: constant('destroy'), sid }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('all' as const, 'length' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: constant('wait'), ms: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: constant('clear') }) },
);

/** What a step shows to the outside, as JSON: the shapes that MemoryStore and ours share. */
async function take(store: Store, step: Step): Promise<unknown> {
  const sessions = promised(store);
  switch (step.do) {
    case 'set':
    case 'touch':
      return sessions[step.do](step.sid, sessionOf(step));
    case 'get':
    case 'destroy':
      return asJson((await sessions[step.do](step.sid)) ?? null);
    case 'all':
      // In the order of sids: neither store promises another one.
      return asJson(Object.entries(await sessions.all()).sort(([a], [b]) => (a < b ? -1 : 1)));
    case 'length':
    case 'clear':
      return sessions[step.do]();
    case 'wait':
      return null;
  }
}

function sessionOf({ data, lifeMs, as }: Step & { do: 'set' | 'touch' }): object {
  if (lifeMs === null) return aSession(data, { expires: null });
  const atMs = Date.now() + lifeMs;
  return as === 'date' ? aSession(data, { expires: new Date(atMs) }) : { ...data, cookie: { expires: atMs } };
}

const always: Need = { isMet: true, reason: '' };
const idleLimitMs = () => Number.MAX_SAFE_INTEGER / 2;

afterEach(() => void vi.useRealTimers());

/** A store of each kind, and the part of the runs that it takes: calls over a connection are slower. */
const kinds: readonly (readonly [string, Need, number, () => Store])[] = [
  ['SQLite', always, 1, () => storeOnDisk({ idleLimitMs }).store],
  ['Redis', needs.redis, 2, () => sharedStore(newPlace('redis'), { idleLimitMs }).store],
  ['PostgreSQL', needs.postgres, 4, () => sharedStore(newPlace('postgres'), { idleLimitMs }).store],
];

describe.each(kinds)('our store on %s', (_, need, share, makeStore) => {
  where(need)(
    'behaves as MemoryStore does, whatever is done in whatever order while time passes',
    async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
      const ours = makeStore();
      let stepsTaken = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
          const model = new session.MemoryStore();
          await promised(ours).clear();
          for (const step of steps) {
            if (step.do === 'wait') vi.advanceTimersByTime(step.ms);
            expect(await take(ours, step)).toEqual(await take(model, step));
            stepsTaken++;
          }
        }),
        { numRuns: Math.ceil(runs / share) },
      );
      expect(stepsTaken).toBeGreaterThan(2_000 / share);
    },
    600_000,
  );
});
