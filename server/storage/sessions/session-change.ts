/**
 * A change of a stored session, reported after its commit. A call that changed nothing is not reported. Expiry needs no
 * commit, because it follows from the clock. `reread`: any number of sessions may have changed.
 */
export type SessionChange = ChangeOfOne | { type: 'cleared' } | { type: 'reread' };

export type ChangeOfOne = { type: 'saved' | 'touched' | 'destroyed' | 'expired' | 'removed'; sid: string };
