import type { Json } from './json.ts';

/** The name of the member that represents members which a record leaves out, repeated if the session has that name. */
export const LEFT_OUT_NAME = '…';

/**
 * Represents in a record a part of a large session that is left out: `count` characters of a text, items of a list or
 * members of a map. Equal parts have equal hashes.
 */
export type LeftOut = {
  readonly $type: 'left-out';
  readonly of: 'text' | 'items' | 'entries';
  readonly count: number;
  readonly sha1: string;
  /** The beginning of a text. */
  readonly start?: string;
};

/** The mark that a value is, or null. No value of a session looks like one: its own `$type` would be in a dict. */
export function asLeftOut(value: Json | undefined): LeftOut | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.$type !== 'left-out') return null;
  const { of, count } = value;
  return (of === 'text' || of === 'items' || of === 'entries') && typeof count === 'number' ? (value as LeftOut) : null;
}

/** Whether a member represents others that were left out. */
export function isLeftOut(name: string, value: Json | undefined): boolean {
  return /^…+$/.test(name) && asLeftOut(value) !== null;
}
