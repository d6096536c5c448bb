import type { SessionData } from '../../contract/json.ts';

/** The top-level keys with different values in two states, in the order of their first appearance. */
export function changedKeys(before: SessionData | null, after: SessionData | null): string[] {
  if (before === after) return [];
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...keys].filter((key) => textOf(before, key) !== textOf(after, key));
}

/** The value as JSON text. Undefined if the key is absent. */
export function textOf(data: SessionData | null, key: string): string | undefined {
  return data !== null && Object.hasOwn(data, key) ? JSON.stringify(data[key]) : undefined;
}
