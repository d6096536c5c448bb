import type { RequestRecord, SessionOperation } from './log-entry.ts';
import { isSeenFromOutside } from './seen-from-outside.ts';
import type { Verdict } from './verdict.ts';

/** The outcome of a request in one word: its failure if there was one, else the most significant use of its session. */
export const OUTCOMES = [
  'aborted',
  'not-saved',
  'failed',
  'refused',
  'destroy',
  'regenerate',
  'clear',
  'pop',
  'set',
  'get',
  'list',
  'unused',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** From the most to the least significant. */
const WEIGHT: readonly SessionOperation['op'][] = ['destroy', 'regenerate', 'clear', 'pop', 'set', 'get', 'list'];

/** The outcome of a request, for its badge in the table, its mark on the timeline, and for counts. */
export function outcomeOf(record: RequestRecord): Outcome {
  if (record.status === null) return 'aborted';
  if (record.storeOperations.some(({ op, outcome }) => op === 'set' && outcome === 'failed')) return 'not-saved';
  if (record.refusal !== undefined) return 'refused';
  if (record.errors.length > 0 || record.status >= 500) return 'failed';
  // From outside, it is not visible whether the app accepted the cookie.
  if (!isSeenFromOutside(record) && refusalOf(record.verdict) !== null) return 'refused';
  return WEIGHT.find((op) => record.operations.some((operation) => operation.op === op)) ?? 'unused';
}

/** Why a received session cookie was not accepted. */
export type Refusal =
  | Extract<Verdict, { kind: 'malformed' }>['reason']
  | Extract<Verdict['kind'], 'bad-signature' | 'unknown-sid' | 'expired' | 'from-the-future'>;

/**
 * The reason why a verdict refuses a cookie. Null if it does not: there was no cookie, it was accepted, the verdict is
 * unknown, or the cookie belongs to the other engine and was not checked.
 */
export function refusalOf(verdict: Verdict): Refusal | null {
  switch (verdict.kind) {
    case 'malformed':
      return verdict.reason;
    case 'bad-signature':
    case 'unknown-sid':
    case 'expired':
    case 'from-the-future':
      return verdict.kind;
    case 'none':
    case 'wrong-engine':
    case 'accepted':
    case 'unchecked':
    case 'not-observed':
    case 'not-read':
    case 'not-verifiable':
      return null;
  }
}
