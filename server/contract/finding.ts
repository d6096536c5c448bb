import { z } from 'zod';
import { actorRefSchema } from './actor.ts';
import { expectedCookieSchema } from './expected-cookie.ts';
import { cookieRefusalSchema } from './http/cookie-refusal.ts';
import { malformationSchema } from './verdict.ts';

/** The requests that prove a finding, oldest first. The last one is the record that has the finding. */
const requestIds = z.array(z.number().int());

/**
 * A fault that the author of the app would want to know. It is computed from records alone, and each finding lists the
 * records that prove it.
 */
export const findingSchema = z.discriminatedUnion('kind', [
  /**
   * A change in memory that was not saved: a nested change in client-side mode, or changes before `req.session = null`.
   */
  z.object({ kind: z.literal('silent-mutation'), requestIds, keys: z.array(z.string()) }),
  /**
   * Two requests of one session overlapped and each saved the whole session, so the later save reverted a change of the
   * earlier one.
   */
  z.object({
    kind: z.literal('lost-update'),
    requestIds,
    keys: z.array(z.string()),
    /** The other request came to another server, whose log has it. The versions are those of the shared store. */
    elsewhere: z.object({ readVersion: z.number().int(), replacedVersion: z.number().int() }).optional(),
  }),
  /** A session was saved again after it had been destroyed. */
  z.object({ kind: z.literal('revived'), requestIds, sid: z.string() }),
  /**
   * Session fixation: the user or the rights of a session changed while its id stayed the same, and another client
   * knows that id. Records of earlier versions reported every such change and have no `knownTo`.
   */
  z.object({
    kind: z.literal('sid-unchanged'),
    requestIds,
    keys: z.array(z.string()),
    knownTo: actorRefSchema.optional(),
  }),
  /** A session cookie that was issued to one client was accepted from another client. */
  z.object({ kind: z.literal('hijack'), requestIds, givenTo: actorRefSchema }),
  /**
   * No secret of this site signed the session cookie in this form. It is forged, changed, cut off, or from another app.
   */
  z.object({
    kind: z.literal('forged-cookie'),
    requestIds,
    reason: z.enum(['bad-signature', ...malformationSchema.options]),
  }),
  /**
   * The response sets a cookie that browsers refuse, for example because it has more than 4,096 octets. Browsers do not
   * report this to the server.
   */
  z.object({
    kind: z.literal('cookie-not-kept'),
    requestIds,
    name: z.string(),
    refusals: z.array(cookieRefusalSchema),
  }),
  /** A session cookie that was sent to the client did not return. The first request without it has this finding. */
  z.object({ kind: z.literal('cookie-lost'), requestIds, cookie: expectedCookieSchema }),
  /** The same session was saved to the store more than once during the request. */
  z.object({ kind: z.literal('saved-twice'), requestIds, count: z.number().int() }),
  /** The client received its response, but the changes of the session were not saved. */
  z.object({ kind: z.literal('save-failed'), requestIds, message: z.string() }),
  /** The request had the session cookie more than once. The server reads the first one, which may be the wrong one. */
  z.object({ kind: z.literal('cookie-repeated'), requestIds, name: z.string(), count: z.number().int() }),
  /** Only in records of earlier versions: the request had cookies of other apps on this host. This is not a fault. */
  z.object({ kind: z.literal('cookie-collision'), requestIds, names: z.array(z.string()) }),
  /** The session was saved, but its cookie was withheld, so no browser will ever send its sid. */
  z.object({ kind: z.literal('orphan-saved'), requestIds, sid: z.string() }),
  // The following are drawn from the cookies of a watched app.
  /**
   * A login succeeded, according to its response, and the session id stayed the same: session fixation. `knownTo` is
   * another client that had this id before.
   */
  z.object({ kind: z.literal('login-kept-id'), requestIds, name: z.string(), knownTo: actorRefSchema.optional() }),
  /**
   * After a logout the old cookie was sent again, and the app responded as before the logout, and not as to a request
   * without a cookie. `by` names the property in which the responses agree and differ. `requestIds`: before the logout,
   * without a cookie, the logout, this request.
   */
  z.object({
    kind: z.literal('logout-left-valid'),
    requestIds,
    name: z.string(),
    by: z.enum(['status', 'etag', 'length']),
  }),
  /** `count` consecutive responses set this cookie to the received value. */
  z.object({ kind: z.literal('cookie-set-each-time'), requestIds, name: z.string(), count: z.number().int() }),
  /** So many answers in a row gave the session a new id, although each request had brought the id before it. */
  z.object({ kind: z.literal('cookie-keeps-changing'), requestIds, name: z.string(), count: z.number().int() }),
  /** Scripts of the page can read the session cookie. `lacks`: the attributes that the line does not have. */
  z.object({
    kind: z.literal('cookie-unprotected'),
    requestIds,
    name: z.string(),
    lacks: z.array(z.enum(['HttpOnly', 'SameSite'])),
  }),
  /** A page of another site made a browser send the session cookie with a request that may change something. */
  z.object({ kind: z.literal('cookie-sent-cross-site'), requestIds, name: z.string(), method: z.string() }),
  /** The session cookie is Secure and was set over plain http. This client keeps it, others do not. */
  z.object({ kind: z.literal('cookie-secure-on-http'), requestIds, name: z.string() }),
  /** One client holds the session cookie for several paths or domains, and sends more than one of them. */
  z.object({
    kind: z.literal('cookie-on-many-paths'),
    requestIds,
    name: z.string(),
    places: z.array(z.object({ path: z.string(), domain: z.string().nullable() })),
  }),
  /**
   * The session cookie belongs to another host name, such as `localhost` for `127.0.0.1`, or to another host of the
   * site. The client therefore did not send it with this request.
   */
  z.object({ kind: z.literal('session-changed-host'), requestIds, cookie: expectedCookieSchema }),
  /**
   * The app refuses the host name by which it was asked, as far as its answers show: it answers at a name of this
   * machine, and every request for `host` got this status.
   */
  z.object({ kind: z.literal('host-refused'), requestIds, host: z.string(), status: z.number().int() }),
  /** The session cookie that came was set by another app of this host. `app`: the address where it is opened. */
  z.object({ kind: z.literal('cookie-name-shared'), requestIds, name: z.string(), app: z.string() }),
  // The following are drawn from the session store of a watched app.
  /**
   * The session changed after the first of these requests and before the last, by something that did not come through
   * the proxy. `isGone`: its row was removed.
   */
  z.object({ kind: z.literal('changed-outside'), requestIds, keys: z.array(z.string()), isGone: z.boolean() }),
  /** The cookie that Express keeps within the value has ended, and its row lives on. */
  z.object({ kind: z.literal('expiry-stale'), requestIds, rowAtMs: z.number(), cookieAtMs: z.number() }),
  /** The row ends so many times later than the cookie within its value. */
  z.object({ kind: z.literal('expiry-too-far'), requestIds, times: z.number().int() }),
  /** `count` consecutive requests of one client each made a row, and none of their cookies came back. */
  z.object({ kind: z.literal('rows-orphaned'), requestIds, name: z.string(), count: z.number().int() }),
  /** The store had no row for the id that came, and the app made one under this id. */
  z.object({ kind: z.literal('id-adopted'), requestIds, name: z.string(), sid: z.string() }),
  /** After a logout the row of the session is still in the store, with the user in these keys. */
  z.object({ kind: z.literal('logout-left-row'), requestIds, keys: z.array(z.string()) }),
  /** A request waited until another request of its session had ended: consistent with a lock of the session. */
  z.object({ kind: z.literal('waited-for-lock'), requestIds, waitedMs: z.number() }),
]);
export type Finding = z.infer<typeof findingSchema>;
