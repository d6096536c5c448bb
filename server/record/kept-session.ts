import type { Observation } from './observation.ts';

/** Whether a session is still there after the request: it was loaded, or it is new and was saved. */
export function isKept({ storeOperations, sidBefore }: Observation, sid: string | null): boolean {
  return (
    sid === sidBefore || storeOperations.some((call) => call.op === 'set' && call.sid === sid && call.outcome === 'ok')
  );
}
