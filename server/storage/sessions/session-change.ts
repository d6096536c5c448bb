/**
 * A change of a stored session, reported after its commit. A call that changed nothing is not reported. Expiry needs no
 * commit, because it follows from the clock.
 */
export type SessionChange = ChangeOfOne | { type: 'cleared' };

export type ChangeOfOne = { type: 'saved' | 'touched' | 'destroyed' | 'expired' | 'removed'; sid: string };
