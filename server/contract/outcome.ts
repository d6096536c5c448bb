import { z } from 'zod';
import type { RequestRecord, SessionOperation } from './log-entry.ts';
import type { Verdict } from './verdict.ts';

/**
 * What a request came to, in one word: what went wrong if something did, else the heaviest use it made of its
 * session.
 */
export const outcomeSchema = z.enum([
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
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** The heaviest consequence first. */
const WEIGHT: readonly SessionOperation['op'][] = ['destroy', 'regenerate', 'clear', 'pop', 'set', 'get', 'list'];

/** Names the outcome of a request, for its badge in the table, its mark on the timeline, and whoever counts. */
export function outcomeOf(record: RequestRecord): Outcome {
  if (record.status === null) return 'aborted';
  if (record.storeOperations.some(({ op, outcome }) => op === 'set' && outcome === 'failed')) return 'not-saved';
  if (record.refusal !== undefined) return 'refused';
  if (record.errors.length > 0 || record.status >= 500) return 'failed';
  // From outside it is not seen what the app made of the cookie.
  if (record.engine !== null && refusalOf(record.verdict) !== null) return 'refused';
  return WEIGHT.find((op) => record.operations.some((operation) => operation.op === op)) ?? 'unused';
}

/** Why a session cookie that came was not taken. */
export type Refusal =
  | Extract<Verdict, { kind: 'malformed' }>['reason']
  | Extract<Verdict['kind'], 'bad-signature' | 'unknown-sid' | 'expired' | 'from-the-future'>;

/**
 * The reason a verdict refuses a cookie by; null if it does not: none came, it was taken, nobody could say, or it
 * belongs to the other engine, so that nobody looked at it.
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
