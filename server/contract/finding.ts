import { z } from 'zod';
import { actorRefSchema } from './actor.ts';
import { expectedCookieSchema } from './expected-cookie.ts';
import { cookieRefusalSchema } from './http/cookie-refusal.ts';
import { malformationSchema } from './verdict.ts';

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
  /**
   * The user or the rights of a session changed under the id that it had, and another client knows that id: session
   * fixation. Records of earlier versions have no `knownTo`; they reported every change under the same id.
   */
  z.object({
    kind: z.literal('sid-unchanged'),
    requestIds,
    keys: z.array(z.string()),
    knownTo: actorRefSchema.optional(),
  }),
  /** A session cookie that one client was given came from another client, and was accepted. */
  z.object({ kind: z.literal('hijack'), requestIds, givenTo: actorRefSchema }),
  /** A session cookie came that no secret of this site signed as it is: forged, changed, cut, or of another app. */
  z.object({
    kind: z.literal('forged-cookie'),
    requestIds,
    reason: z.enum(['bad-signature', ...malformationSchema.options]),
  }),
  /** The response sets a cookie that browsers refuse, such as one of more than 4,096 octets: they tell nobody. */
  z.object({
    kind: z.literal('cookie-not-kept'),
    requestIds,
    name: z.string(),
    refusals: z.array(cookieRefusalSchema),
  }),
  /** A session cookie that the client had been sent did not come back. The first request that lacks it has this. */
  z.object({ kind: z.literal('cookie-lost'), requestIds, cookie: expectedCookieSchema }),
  /** The store was asked to save the same session more than once. */
  z.object({ kind: z.literal('saved-twice'), requestIds, count: z.number().int() }),
  /** The client got its answer, but what changed was not saved. */
  z.object({ kind: z.literal('save-failed'), requestIds, message: z.string() }),
  /** The session cookie came more than once in one request: the server reads the first, which may be the wrong one. */
  z.object({ kind: z.literal('cookie-repeated'), requestIds, name: z.string(), count: z.number().int() }),
  /** Only in records of earlier versions: cookies of other apps on this host came along, which is no fault. */
  z.object({ kind: z.literal('cookie-collision'), requestIds, names: z.array(z.string()) }),
  /** The session was saved under a sid that no browser will ever send: its cookie was withheld. */
  z.object({ kind: z.literal('orphan-saved'), requestIds, sid: z.string() }),
]);
export type Finding = z.infer<typeof findingSchema>;
