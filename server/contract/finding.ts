import { z } from 'zod';

/** The requests that prove a finding, oldest first; the one that carries the finding is the last. */
const requestIds = z.array(z.number().int());

/**
 * Something about a request that its author would want to know. Computed from records alone; each names its evidence.
 */
export const findingSchema = z.discriminatedUnion('kind', [
  /** Changed in memory, and kept nowhere: a nested change in client-side mode, or edits before `req.session = null`. */
  z.object({ kind: z.literal('silent-mutation'), requestIds, keys: z.array(z.string()) }),
  /**
   * Two requests of one session overlapped, each saved the whole session, and the later save undid a change of the
   * earlier.
   */
  z.object({ kind: z.literal('lost-update'), requestIds, keys: z.array(z.string()) }),
  /** A session was saved again after it had been destroyed. */
  z.object({ kind: z.literal('revived'), requestIds, sid: z.string() }),
  /** Who the session belongs to changed, and the sid did not: a sid planted before the login is now logged in. */
  z.object({ kind: z.literal('sid-unchanged'), requestIds, keys: z.array(z.string()) }),
  /** The store was asked to save the same session more than once. */
  z.object({ kind: z.literal('saved-twice'), requestIds, count: z.number().int() }),
  /** The client got its answer, but what changed was not saved. */
  z.object({ kind: z.literal('save-failed'), requestIds, message: z.string() }),
  /** Cookies of another app on this host came along, or a second cookie of our own name: cookies ignore ports. */
  z.object({ kind: z.literal('cookie-collision'), requestIds, names: z.array(z.string()) }),
  /** The session was saved under a sid that no browser will ever send: its cookie was withheld. */
  z.object({ kind: z.literal('orphan-saved'), requestIds, sid: z.string() }),
]);
export type Finding = z.infer<typeof findingSchema>;
