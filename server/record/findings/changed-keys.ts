import type { SessionData } from '../../contract/json.ts';
import { isLeftOut } from '../../contract/left-out.ts';

/**
 * The top-level keys with different values in two states, in the order of their first appearance. Of a large session
 * only some members are recorded; what is not known of one state is not counted as a change.
 */
export function changedKeys(before: SessionData | null, after: SessionData | null): string[] {
  if (before === after) return [];
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const isPart = [before, after].map((data) =>
    Object.entries(data ?? {}).some(([key, value]) => isLeftOut(key, value)),
  );
  return [...keys].filter((key) => {
    const [one, other] = [textOf(before, key), textOf(after, key)];
    if (one === other || isLeftOut(key, before?.[key]) || isLeftOut(key, after?.[key])) return false;
    return !((one === undefined && isPart[0]) || (other === undefined && isPart[1]));
  });
}

/** The value as JSON text. Undefined if the key is absent. */
export function textOf(data: SessionData | null, key: string): string | undefined {
  return data !== null && Object.hasOwn(data, key) ? JSON.stringify(data[key]) : undefined;
}
