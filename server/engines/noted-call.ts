import { type Clock, elapsedMs } from '../base/clock.ts';
import { messageOf } from '../base/thrown.ts';
import type { StoreOperation } from '../contract/log-entry.ts';
import type { Observation } from '../record/observation.ts';
import type { StoreAnswer } from '../storage/sessions/site-session-store.ts';

/** Details of how a call of a session store ended. */
export type Ending = {
  error?: unknown;
  timing?: StoreAnswer | undefined;
  replaced?: NonNullable<StoreOperation['replaced']> | undefined;
};

/** A call that begins now. */
export interface NotedCall extends Pick<StoreOperation, 'op' | 'sid' | 'store'> {
  readonly clock: Clock;
}

/**
 * Notes in the observation of a request that a call of its session store begins now. Returns the function that notes
 * its end, which must be called once.
 */
export function noteCall(
  observation: Observation,
  { op, sid, clock, store }: NotedCall,
): (outcome: StoreOperation['outcome'], ending?: Ending) => void {
  const startedMs = clock.monotonicMs();
  const { phase } = observation;
  const atMs = observation.sinceArrivalMs();
  observation.pendingStoreCalls++;
  return (outcome, { error, timing, replaced } = {}) => {
    observation.pendingStoreCalls--;
    const durationMs = elapsedMs(clock, startedMs);
    const noted: StoreOperation = { atMs, op, phase, sid, durationMs, outcome };
    if (store !== undefined) noted.store = store;
    if (error !== undefined) noted.error = messageOf(error);
    const { microseconds, changes = null, version } = timing ?? {};
    if (microseconds !== undefined) noted.statement = { microseconds, changes };
    if (version !== undefined) {
      noted.version = version;
      observation.sessionVersion = { sid, version };
    }
    if (replaced !== undefined) noted.replaced = replaced;
    observation.storeOperations.push(noted);
    if (observation.pendingStoreCalls === 0) observation.onStoreIdle?.();
  };
}

/** Whether the call that begins now is the one with which express-session loads the session of the request. */
export function isFirstCall({ storeOperations, pendingStoreCalls }: Observation): boolean {
  return storeOperations.length === 0 && pendingStoreCalls === 0;
}
