/**
 * The shapes of the log. Terms: a *record* is what we show of one request, a *row* is what SQLite holds, a *message*
 * is what travels. Times named `...AtMs` are wall-clock milliseconds since 1970; `durationMs` is a difference of the
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

/** The one that is switched off while this one is in charge. */
export function otherEngine(name: EngineName): EngineName {
  return name === 'server-side' ? 'client-side' : 'server-side';
}

/** Header lines as they stood on the wire: in order, duplicates kept, names in their own case. */
export const headerListSchema = z.array(z.tuple([z.string(), z.string()]));
export type HeaderList = z.infer<typeof headerListSchema>;

/**
 * One use of the session by the handler. `before` or `after` is absent where the key was not in the session. `atMs`
 * counts from the arrival of the request, by the monotonic clock.
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
 * One call of the session store, with what came of it. `atMs` is when it was asked, counted from the arrival of the
 * request.
 */
export const storeOperationSchema = z.object({
  atMs: z.number(),
  op: z.enum(['get', 'set', 'touch', 'destroy']),
  /** Who asked: the middleware when it loads, the handler, or the middleware when the response ends. */
  phase: z.enum(['load', 'handler', 'end']),
  sid: z.string(),
  durationMs: z.number(),
  outcome: z.enum(['ok', 'not-found', 'failed']),
  error: z.string().optional(),
  /**
   * What its SQL statement cost (its text is in the site info); absent where none was run, or by another kind of
   * store.
   */
  statement: z.object({ microseconds: z.number().int(), changes: z.number().int().nullable() }).optional(),
});
export type StoreOperation = z.infer<typeof storeOperationSchema>;

/**
 * The complete record of one request to a target. Built after its response has left; never changed afterwards. Where
 * it says "null if unknown": the recorder always knows it, a file of another program may not.
 */
export const requestRecordSchema = z.object({
  kind: z.literal('request'),
  /** Order of arrival, unique for the life of the log. */
  id: z.number().int(),
  arrivedAtMs: z.number(),
  /** Null if unknown. */
  durationMs: z.number().nullable(),
  actor: actorRefSchema,
  /** Null: the app is not ours, so none of our engines has seen the request. */
  engine: engineNameSchema.nullable(),
  /** Null if unknown. */
  method: z.string().nullable(),
  /** The target as it stood in the request line: path and query. Empty if unknown. */
  url: z.string(),
  /** `1.1`, `2.0` or `3`, as it was spelled. Null if unknown. */
  httpVersion: z.string().nullable(),
  /** Null if the client went away before a status line was sent, or if unknown. */
  status: z.number().int().nullable(),
  statusText: z.string(),
  requestHeaders: headerListSchema,
  responseHeaders: headerListSchema,
  /** Null if unknown. */
  responseBodyBytes: z.number().int().nullable(),
  /** The session cookie's name and its raw value as it came (the first of that name), null if none came. */
  cookieName: z.string(),
  cookieValue: z.string().nullable(),
  /** Every cookie that came, in order: ours, the other engine's, and those of other apps on this host. */
  receivedCookies: z.array(receivedCookieSchema),
  verdict: verdictSchema,
  /** The sid of the session that was loaded, null if none was. */
  sidBefore: z.string().nullable(),
  /** The sid the session has in the end if it is kept; null if there is none, or a new one that was never saved. */
  sidAfter: z.string().nullable(),
  /** Null: there was no session. */
  sessionBefore: sessionDataSchema.nullable(),
  sessionAfter: sessionDataSchema.nullable(),
  operations: z.array(sessionOperationSchema),
  storeOperations: z.array(storeOperationSchema),
  /** What the engine decided about the session, and by which rule. */
  decision: z.array(judgmentSchema),
  /** When the head of the response left, counted from the arrival; null if none did. */
  headSentAtMs: z.number().nullable(),
  /** The Set-Cookie header value that carried the session cookie, null if none was sent. */
  setCookie: z.string().nullable(),
  /** What the handler threw, or what went wrong after the answer had left (a save that failed). */
  errors: z.array(z.object({ where: z.enum(['handler', 'session', 'store', 'response']), message: z.string() })),
  /** What its author would want to know, with the requests that prove it. */
  findings: z.array(findingSchema),
  /** The client closed the connection before the whole response had left. */
  isAborted: z.boolean(),
  /** Sent from the window, made from this record: as it was, or edited. Absent for every other request. */
  resendOf: z.number().int().optional(),
  /** A file did not say when the request began: `arrivedAtMs` is that of the entry beside it, for the order only. */
  isTimeUnknown: z.literal(true).optional(),
  /** Why it was refused before its session was looked at. Absent for every other request. */
  refusal: earlyRefusalSchema.optional(),
  /** Every cookie that its client was believed to hold or had been sent. Absent in records of earlier versions. */
  expectedCookies: z.array(expectedCookieSchema).optional(),
  /** The cookies of the response that a browser refuses or cuts, in their order. Absent where there are none. */
  setCookieFates: z.array(setCookieFateSchema).optional(),
  /** Of a watched app: where the app was reached, when it answered, and what the proxy changed. */
  upstream: upstreamSchema.optional(),
  /** Of a watched app: by what the members on the session are known. */
  evidence: evidenceSchema.optional(),
});
export type RequestRecord = z.infer<typeof requestRecordSchema>;

type OptionalMember<T> = { [Name in keyof T]-?: object extends Pick<T, Name> ? Name : never }[keyof T];
/** The members that few records have. A new member of the record is one of these, so that older rows can be read. */
export type ExtraName = OptionalMember<RequestRecord>;

/** The names of the extras, in the order of the schema. */
export const EXTRA_NAMES = Object.entries(requestRecordSchema.shape).flatMap(([name, schema]) =>
  schema instanceof z.ZodOptional ? [name as ExtraName] : [],
);

/**
 * A stretch of time of which the log may lack records: the app ended without closing its log (crash, kill, power
 * loss).
 */
export const gapEntrySchema = z.object({
  kind: z.literal('gap'),
  id: z.number().int(),
  /** Arrival of the last record that was kept, or the start of that run if there was none. */
  fromMs: z.number(),
  /** The start at which the gap was noticed. */
  toMs: z.number(),
});
export type GapEntry = z.infer<typeof gapEntrySchema>;

/** A change made straight in the store from the window, without a request. */
export const editEntrySchema = z.object({
  kind: z.literal('edit'),
  id: z.number().int(),
  atMs: z.number(),
  sid: z.string(),
  /** `replace`: the whole data was edited. `expire`: the session was made to be over. */
  action: z.enum(['set', 'pop', 'replace', 'expire', 'destroy']),
  key: z.string().optional(),
  before: jsonSchema.optional(),
  after: jsonSchema.optional(),
  /** The Lab put away what one of its experiments had made. Absent: somebody did it at the window. */
  by: z.literal('lab').optional(),
});
export type EditEntry = z.infer<typeof editEntrySchema>;

/**
 * Something the reader of the log should know: the port was taken, recording was paused or resumed, the file was
 * damaged.
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
     * `count`: how many there are after it. `given` and `withdrawn`: a secret of a watched app, which verifies and
     * signs nothing.
     */
    z.object({
      code: z.literal('secrets-changed'),
      change: z.enum(['rotated', 'added', 'moved', 'removed', 'given', 'withdrawn']),
      count: z.number().int(),
    }),
    z.object({ code: z.literal('site-moved'), port: z.number().int() }),
    /** Visitors who have the cookie under its old name begin a new session. */
    z.object({ code: z.literal('cookie-renamed'), engine: engineNameSchema, name: z.string() }),
    /** Refused before they became requests, and too fast to be recorded one by one. */
    z.object({ code: z.literal('requests-refused'), status: z.number().int(), count: z.number().int() }),
    /**
     * `idle`: they did nothing, and others took their places. `full`: all that were open were in use. `unanswered`:
     * they sent too many requests without waiting for answers.
     */
    z.object({
      code: z.literal('connections-closed'),
      at: z.enum(['site', 'inspector']),
      why: z.enum(['idle', 'full', 'unanswered']),
      count: z.number().int(),
    }),
    /** `dropped`: the settings that begin with their default for it; empty: all of them. */
    z.object({
      code: z.literal('settings-unreadable'),
      keptAside: z.string().nullable(),
      dropped: z.array(z.string()),
    }),
    z.object({ code: z.literal('settings-not-kept'), reason: z.string() }),
    keptAsideSchema.extend({ code: z.literal('file-kept-aside') }),
    /** Writes were refused for a while. `lostRecords` and `notSaved`: what was lost in it. */
    z.object({
      code: z.literal('writes-refused'),
      obstacle: writeObstacleSchema.shape.obstacle,
      fromMs: z.number(),
      toMs: z.number(),
      lostRecords: z.number().int(),
      notSaved: z.number().int(),
    }),
    /** A limit of the stored sessions has removed live ones. `max`: sessions or bytes. */
    z.object({
      code: z.literal('sessions-removed'),
      limit: z.enum(['count', 'bytes']),
      max: z.number().int(),
      removed: z.number().int(),
    }),
    /** A limit of the log has removed more than the oldest few. `max`: entries, bytes or milliseconds. */
    z.object({
      code: z.literal('log-shortened'),
      limit: z.enum(['entries', 'bytes', 'age']),
      max: z.number().int(),
      removed: z.number().int(),
    }),
    ...recoverySchema.options,
    storageFailureSchema.extend({ code: z.literal('database-failed') }),
    /** Everything that was in the database whose file was lost; the name of the copy in the data folder. */
    z.object({ code: z.literal('database-copied'), copy: z.string() }),
    z.object({ code: z.literal('database-not-copied'), reason: z.string() }),
    /** The mode of a file that is open was changed. The file was opened to its owner again, the folder was not. */
    z.object({ code: z.literal('closed-off'), what: z.enum(['file', 'folder']) }),
  ]),
});
export type NoticeEntry = z.infer<typeof noticeEntrySchema>;
export type Notice = NoticeEntry['notice'];

export const unreadableReasonSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('not-json') }),
  /** A version of the app that this one does not know wrote it. */
  z.object({ code: z.literal('newer'), version: z.number().int() }),
  /** `member`: what it lacks, or what is of another kind than it must be. Null: that cannot be told. */
  z.object({ code: z.literal('misfit'), member: z.string().nullable() }),
]);
export type UnreadableReason = z.infer<typeof unreadableReasonSchema>;

/** A row of the log that is there and holds no entry: its bytes were changed, or another version wrote it. */
export const unreadableEntrySchema = z.object({
  kind: z.literal('unreadable'),
  id: z.number().int(),
  /** By the column beside the entry, so that the row keeps its place. */
  atMs: z.number(),
  /** What it was, by the column beside the entry; null if that cannot be read either. */
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
