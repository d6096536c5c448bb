/**
 * The shapes of the log. A *record* describes one request, a *row* is its form in SQLite, and a *message* is its form
 * in the live stream. Times named `...AtMs` are wall-clock milliseconds since 1970; `durationMs` is a difference of the
 * monotonic clock.
 */
import { z } from 'zod';
import { actorRefSchema } from './actor.ts';
import { judgmentSchema } from './decision.ts';
import { earlyRefusalSchema } from './early-refusal.ts';
import { evidenceSchema } from './evidence.ts';
import { expectedCookieSchema } from './expected-cookie.ts';
import { findingSchema } from './finding.ts';
import { jsonSchema, sessionDataSchema } from './json.ts';
import { keptAsideSchema } from './kept-aside.ts';
import { receivedCookieSchema } from './received-cookie.ts';
import { setCookieFateSchema } from './set-cookie-fate.ts';
import { recoverySchema, storageFailureSchema, writeObstacleSchema } from './storage-state.ts';
import { upstreamSchema } from './upstream.ts';
import { verdictSchema } from './verdict.ts';

export const engineNameSchema = z.enum(['server-side', 'client-side']);
export type EngineName = z.infer<typeof engineNameSchema>;

/** The engine that is switched off while this engine is in charge. */
export function otherEngine(name: EngineName): EngineName {
  return name === 'server-side' ? 'client-side' : 'server-side';
}

/** Header lines exactly as on the wire: in order, with duplicates, names in their original case. */
export const headerListSchema = z.array(z.tuple([z.string(), z.string()]));
export type HeaderList = z.infer<typeof headerListSchema>;

/**
 * One access of the handler to the session. `before` or `after` is absent if the session did not have the key. `atMs`
 * counts from the arrival of the request, on the monotonic clock.
 */
export const sessionOperationSchema = z.object({
  atMs: z.number(),
  op: z.enum(['get', 'set', 'pop', 'list', 'clear', 'regenerate', 'destroy']),
  key: z.string().optional(),
  before: jsonSchema.optional(),
  after: jsonSchema.optional(),
});
export type SessionOperation = z.infer<typeof sessionOperationSchema>;

/**
 * One call of the session store with its result. `atMs` is the start of the call, counted from the arrival of the
 * request.
 */
export const storeOperationSchema = z.object({
  atMs: z.number(),
  op: z.enum(['get', 'set', 'touch', 'destroy']),
  /** The caller: the middleware while loading, the handler, or the middleware at the end of the response. */
  phase: z.enum(['load', 'handler', 'end']),
  sid: z.string(),
  durationMs: z.number(),
  outcome: z.enum(['ok', 'not-found', 'failed']),
  error: z.string().optional(),
  /**
   * The cost of its SQL statement (the text is in the site info). Absent if no statement was run, or for another kind
   * of store.
   */
  statement: z.object({ microseconds: z.number().int(), changes: z.number().int().nullable() }).optional(),
  /** The kind of the store, if several servers share it. Absent for SQLite and for a store of another app. */
  store: z.enum(['redis', 'postgres']).optional(),
  /** In a store that several servers share: the version of the session that was read, or that this call has made. */
  version: z.number().int().optional(),
  /**
   * Of a save: the version that it replaced, if the request had read an earlier one. `keys` are the changes of the
   * other save that this one undid. They are null if the replaced data is not known.
   */
  replaced: z.object({ version: z.number().int(), keys: z.array(z.string()).nullable() }).optional(),
});
export type StoreOperation = z.infer<typeof storeOperationSchema>;

/**
 * The complete record of one request to a target. It is built after the response was sent and never changes afterwards.
 * Members described as "null if unknown" are always known to the recorder, but can be missing in a file of another
 * program.
 */
export const requestRecordSchema = z.object({
  kind: z.literal('request'),
  /** The order of arrival, unique for the lifetime of the log. */
  id: z.number().int(),
  arrivedAtMs: z.number(),
  /** Null if unknown. */
  durationMs: z.number().nullable(),
  actor: actorRefSchema,
  /** Null for an app other than the tutorial site, since no engine of this app handled the request. */
  engine: engineNameSchema.nullable(),
  /** Null if unknown. */
  method: z.string().nullable(),
  /** The target of the request line: path and query. Empty if unknown. */
  url: z.string(),
  /** The version as the client wrote it: `1.1`, `2.0` or `3`. Null if unknown. */
  httpVersion: z.string().nullable(),
  /** Null if the client disconnected before a status line was sent, or if unknown. */
  status: z.number().int().nullable(),
  statusText: z.string(),
  requestHeaders: headerListSchema,
  responseHeaders: headerListSchema,
  /** Null if unknown. */
  responseBodyBytes: z.number().int().nullable(),
  /**
   * The name of the session cookie, and its received raw value (the first of that name). The value is null if the
   * request had no such cookie.
   */
  cookieName: z.string(),
  cookieValue: z.string().nullable(),
  /** Every received cookie in order: of the engine in charge, of the other engine, and of other apps on this host. */
  receivedCookies: z.array(receivedCookieSchema),
  verdict: verdictSchema,
  /** The sid of the session that was loaded. Null if there was none. */
  sidBefore: z.string().nullable(),
  /**
   * The sid of the session after the request, if the session is kept. Null if there is no session, or a new one that
   * was never saved.
   */
  sidAfter: z.string().nullable(),
  /** Null if there was no session. */
  sessionBefore: sessionDataSchema.nullable(),
  sessionAfter: sessionDataSchema.nullable(),
  operations: z.array(sessionOperationSchema),
  storeOperations: z.array(storeOperationSchema),
  /** The decisions of the engine about the session, each with its rule. */
  decision: z.array(judgmentSchema),
  /** When the head of the response was sent, counted from the arrival. Null if it was not sent. */
  headSentAtMs: z.number().nullable(),
  /** The Set-Cookie header value of the session cookie. Null if it was not sent. */
  setCookie: z.string().nullable(),
  /** Errors of the handler, and errors after the response was sent, such as a failed save. */
  errors: z.array(z.object({ where: z.enum(['handler', 'session', 'store', 'response']), message: z.string() })),
  /** The findings of this request, with the requests that prove each one. */
  findings: z.array(findingSchema),
  /** Whether the client closed the connection before the whole response was sent. */
  isAborted: z.boolean(),
  /** Set for a request that was sent from the window: the record it was made from, and whether the user edited it. */
  resendOf: z.number().int().optional(),
  /**
   * True if a file did not contain the time of the request. `arrivedAtMs` is then the time of a neighbouring entry and
   * only gives the order.
   */
  isTimeUnknown: z.literal(true).optional(),
  /** Why the request was refused before its session was read. Absent for every other request. */
  refusal: earlyRefusalSchema.optional(),
  /** Every cookie that the client was believed to have or had been sent. Absent in records of earlier versions. */
  expectedCookies: z.array(expectedCookieSchema).optional(),
  /** The cookies of the response that a browser refuses or shortens, in order. Absent if there are none. */
  setCookieFates: z.array(setCookieFateSchema).optional(),
  /** For a watched app only: the address of the app, the times of its answer, and the changes that the proxy made. */
  upstream: upstreamSchema.optional(),
  /** For a watched app only: the source of each fact about the session. */
  evidence: evidenceSchema.optional(),
});
export type RequestRecord = z.infer<typeof requestRecordSchema>;

type OptionalMember<T> = { [Name in keyof T]-?: object extends Pick<T, Name> ? Name : never }[keyof T];
/**
 * The members that only some records have. A new member of the record must be one of these, so that older rows can
 * still be read.
 */
export type ExtraName = OptionalMember<RequestRecord>;

/** The names of the extras, in the order of the schema. */
export const EXTRA_NAMES = Object.entries(requestRecordSchema.shape).flatMap(([name, schema]) =>
  schema instanceof z.ZodOptional ? [name as ExtraName] : [],
);

/**
 * A period in which records may be missing, because the app ended without closing its log (crash, kill, power loss).
 */
export const gapEntrySchema = z.object({
  kind: z.literal('gap'),
  id: z.number().int(),
  /** The arrival of the last record that was kept, or the start of that run if there is no such record. */
  fromMs: z.number(),
  /** The start of the app that noticed the gap. */
  toMs: z.number(),
});
export type GapEntry = z.infer<typeof gapEntrySchema>;

/** A change that the window made directly in the store, without a request. */
export const editEntrySchema = z.object({
  kind: z.literal('edit'),
  id: z.number().int(),
  atMs: z.number(),
  sid: z.string(),
  /** `replace`: the whole data was edited. `expire`: the session was set to expired. */
  action: z.enum(['set', 'pop', 'replace', 'expire', 'destroy']),
  key: z.string().optional(),
  before: jsonSchema.optional(),
  after: jsonSchema.optional(),
  /** Set if the Lab deleted a session of its experiment. Absent if the user made the change in the window. */
  by: z.literal('lab').optional(),
});
export type EditEntry = z.infer<typeof editEntrySchema>;

/**
 * An event that readers of the log should know, such as a port in use, paused or resumed recording, or a damaged file.
 */
export const noticeEntrySchema = z.object({
  kind: z.literal('notice'),
  id: z.number().int(),
  atMs: z.number(),
  notice: z.discriminatedUnion('code', [
    z.object({ code: z.literal('port-taken'), wanted: z.number().int(), got: z.number().int() }),
    z.object({ code: z.literal('recording-paused') }),
    z.object({ code: z.literal('recording-resumed') }),
    z.object({ code: z.literal('single-connection'), sqliteVersion: z.string() }),
    /**
     * `count` is the number of secrets after the change. `given` and `withdrawn` are about a secret of a watched app,
     * which verifies but never signs.
     */
    z.object({
      code: z.literal('secrets-changed'),
      change: z.enum(['rotated', 'added', 'moved', 'removed', 'given', 'withdrawn']),
      count: z.number().int(),
    }),
    z.object({ code: z.literal('site-moved'), port: z.number().int() }),
    /** Visitors who have a cookie with the old name start a new session. */
    z.object({ code: z.literal('cookie-renamed'), engine: engineNameSchema, name: z.string() }),
    /** Requests that were refused before they were parsed, too fast to record each of them. */
    z.object({ code: z.literal('requests-refused'), status: z.number().int(), count: z.number().int() }),
    /**
     * `idle`: connections without activity were closed for new ones. `full`: all open connections were in use.
     * `unanswered`: a client sent too many requests without reading the responses.
     */
    z.object({
      code: z.literal('connections-closed'),
      at: z.enum(['site', 'inspector']),
      why: z.enum(['idle', 'full', 'unanswered']),
      count: z.number().int(),
    }),
    /** `dropped`: the settings that were reset to their defaults. Empty if all of them were reset. */
    z.object({
      code: z.literal('settings-unreadable'),
      keptAside: z.string().nullable(),
      dropped: z.array(z.string()),
    }),
    z.object({ code: z.literal('settings-not-kept'), reason: z.string() }),
    keptAsideSchema.extend({ code: z.literal('file-kept-aside') }),
    /** Writes were refused for a while. `lostRecords` and `notSaved` count the losses during that time. */
    z.object({
      code: z.literal('writes-refused'),
      obstacle: writeObstacleSchema.shape.obstacle,
      fromMs: z.number(),
      toMs: z.number(),
      lostRecords: z.number().int(),
      notSaved: z.number().int(),
    }),
    /** The shared store of the sessions could not be reached for a while, and the site answered with 503. */
    z.object({
      code: z.literal('store-was-away'),
      /** Without a password. */
      place: z.string(),
      fromMs: z.number(),
      toMs: z.number(),
    }),
    /** A limit for stored sessions has removed live sessions. `max` is the limit in sessions or bytes. */
    z.object({
      code: z.literal('sessions-removed'),
      limit: z.enum(['count', 'bytes']),
      max: z.number().int(),
      removed: z.number().int(),
    }),
    /**
     * A limit of the log has removed more than a few of the oldest entries. `max` is the limit in entries, bytes or
     * milliseconds.
     */
    z.object({
      code: z.literal('log-shortened'),
      limit: z.enum(['entries', 'bytes', 'age']),
      max: z.number().int(),
      removed: z.number().int(),
    }),
    ...recoverySchema.options,
    storageFailureSchema.extend({ code: z.literal('database-failed') }),
    /**
     * The database file was lost, and its open content was copied. `copy` is the name of the copy in the data folder.
     */
    z.object({ code: z.literal('database-copied'), copy: z.string() }),
    z.object({ code: z.literal('database-not-copied'), reason: z.string() }),
    /**
     * The permissions of an open file were changed. They were restored for the file; those of the folder were not
     * changed.
     */
    z.object({ code: z.literal('closed-off'), what: z.enum(['file', 'folder']) }),
  ]),
});
export type NoticeEntry = z.infer<typeof noticeEntrySchema>;
export type Notice = NoticeEntry['notice'];

export const unreadableReasonSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('not-json') }),
  /** The row was written by a newer version of the app. */
  z.object({ code: z.literal('newer'), version: z.number().int() }),
  /** `member` names the member that is missing or of the wrong type. Null if it cannot be determined. */
  z.object({ code: z.literal('misfit'), member: z.string().nullable() }),
]);
export type UnreadableReason = z.infer<typeof unreadableReasonSchema>;

/** A row of the log that does not contain a readable entry: its bytes were changed, or another version wrote it. */
export const unreadableEntrySchema = z.object({
  kind: z.literal('unreadable'),
  id: z.number().int(),
  /** The time from the column next to the entry, so that the row keeps its position. */
  atMs: z.number(),
  /** The kind of the entry, from the column next to it. Null if that column cannot be read either. */
  was: z.enum(['request', 'gap', 'edit', 'notice']).nullable(),
  reason: unreadableReasonSchema,
});
export type UnreadableEntry = z.infer<typeof unreadableEntrySchema>;

export const logEntrySchema = z.discriminatedUnion('kind', [
  requestRecordSchema,
  gapEntrySchema,
  editEntrySchema,
  noticeEntrySchema,
  unreadableEntrySchema,
]);
export type LogEntry = z.infer<typeof logEntrySchema>;
