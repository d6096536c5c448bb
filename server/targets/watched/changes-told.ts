import type { ToldRequest } from '../../contract/app-lines.ts';
import type { SessionOperation } from '../../contract/log-entry.ts';
import { changedKeys } from '../../record/findings/changed-keys.ts';

/**
 * The keys that the handler of an app has set and removed, as operations: the difference between the session before and
 * after. A key that was changed several times is one operation, and reads are not visible. The time is the latest at
 * which the change can have been made, which is when the app ended its response.
 */
export function changesOf({ before, after, operations, storeOperations }: ToldRequest): SessionOperation[] {
  if (after === 'same' || after.data === null || before.tooLarge !== undefined) return [];
  // express-session gives a renewed session no data, so what it has was set again.
  const isRenewed = operations.some(({ op }) => op === 'regenerate');
  const [had, has] = [isRenewed ? {} : (before.data ?? {}), after.data];
  const lastAtMs = Math.max(0, ...operations.map(({ atMs }) => atMs), ...storeOperations.map(({ atMs }) => atMs));
  const atMs = storeOperations.find(({ phase }) => phase === 'end')?.atMs ?? lastAtMs;
  return changedKeys(had, has).map((key): SessionOperation => {
    const value = (data: typeof has) => (Object.hasOwn(data, key) ? data[key] : undefined);
    const [old, now] = [value(had), value(has)];
    return {
      atMs,
      op: now === undefined ? 'pop' : 'set',
      key,
      ...(old === undefined ? {} : { before: old }),
      ...(now === undefined ? {} : { after: now }),
    };
  });
}
