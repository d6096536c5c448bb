import type { Attribution, StoreSide } from '../../contract/store-evidence.ts';
import type { SessionVisit } from './session-visits.ts';

/** What is known of a request whose session was read before and after it. */
export interface Circumstances {
  readonly own: SessionVisit;
  /** Whether the client disconnected before the whole answer had left. */
  readonly isUnfinished: boolean;
  readonly isOutside: boolean;
  readonly savedLateMs: number | null;
}

/** Which requests a change between the two sides belongs to, or why that is not known. */
export function attributionOf(
  before: StoreSide,
  after: StoreSide,
  { own, isUnfinished, isOutside, savedLateMs }: Circumstances,
): Attribution {
  if (before.state === 'not-in-time') return 'not-in-time';
  if ([before, after].some(({ state }) => !isSure.has(state))) return 'unreadable';
  if (own.isShared) return 'shared';
  if (isUnfinished) return 'unfinished';
  if (isOutside) return 'outside';
  return savedLateMs === null ? 'alone' : 'late';
}

const isSure: ReadonlySet<StoreSide['state']> = new Set(['present', 'absent', 'expired', 'no-cookie']);
