/**
 * The lines between this inspector and an app that uses `session-inspector/express`, one JSON value each. The app is
 * another program, so every line of it is checked and bounded.
 */
import { z } from 'zod';
import { APP_LINES_VERSION, MAX_LISTED_AT_ONCE, MAX_SESSION_BYTES } from './app-line-limits.ts';
import { judgmentSchema } from './decision.ts';
import { sessionDataSchema } from './json.ts';
import { sessionOperationSchema, storeOperationSchema } from './log-entry.ts';
import { verdictSchema } from './verdict.ts';

const short = z.string().max(200);
const sid = z.string().max(4096);
const port = z.number().int().min(1).max(65_535);
/** A request may take a day. */
const elapsedMs = z.number().min(0).max(86_400_000);
const count = z.number().int().min(0);

/**
 * One use of `session(options)`: the name of its cookie, and the class of its store. `isStoreSeen` is false for a store
 * whose methods cannot be observed, such as a frozen object. `isListed`: the app can list the sessions of the store.
 */
export const appSessionsSchema = z.object({
  cookieName: z.string().max(4096),
  store: short,
  isStoreSeen: z.boolean(),
  isListed: z.boolean().optional(),
});
export type AppSessions = z.infer<typeof appSessionsSchema>;

/**
 * The connection of a request as the app sees it, which names the request for both sides: the port of the app, the
 * other end of the connection, and which request on this connection it is, counted from 1.
 */
export const appRequestPlaceSchema = z.object({
  port,
  family: z.enum(['4', '6']),
  remotePort: port,
  order: z.number().int().min(1),
});
export type AppRequestPlace = z.infer<typeof appRequestPlaceSchema>;

/** The session at one side of a request. `tooLarge` is the size in bytes of data that was not sent. */
const sideSchema = z.object({
  sid: sid.nullable(),
  data: sessionDataSchema.nullable(),
  tooLarge: count.optional(),
});
export type AppSessionSide = z.infer<typeof sideSchema>;

export const appHelloSchema = z.object({
  t: z.literal('hello'),
  version: z.literal(APP_LINES_VERSION),
  pid: count,
  node: short,
  /** The ports at which the process listens, as far as they are known. */
  ports: z.array(port).max(100),
  sessions: z.array(appSessionsSchema).max(20),
  /** The number of requests that were not reported, because no inspector listened or it was too slow. */
  missed: count,
});
export type AppHello = z.infer<typeof appHelloSchema>;

/** What the app noted of one request. Times count in milliseconds from its arrival in the app. */
export const toldRequestSchema = z.object({
  t: z.literal('request'),
  place: appRequestPlaceSchema,
  method: z.string().max(200),
  url: z.string().max(256 * 1024),
  arrivedAtMs: z.number(),
  cookieName: z.string().max(4096),
  store: short,
  verdict: verdictSchema,
  before: sideSchema,
  /** `same`: the session after the request equals the one before it. */
  after: z.union([sideSchema, z.literal('same')]),
  operations: z.array(sessionOperationSchema.extend({ atMs: elapsedMs })).max(200),
  storeOperations: z
    .array(
      storeOperationSchema.extend({
        atMs: elapsedMs,
        durationMs: elapsedMs,
        sid,
        error: z.string().max(2_000).optional(),
      }),
    )
    .max(200),
  decision: z.array(judgmentSchema).max(10),
  errors: z.array(z.string().max(2_000)).max(20),
});
export type ToldRequest = z.infer<typeof toldRequestSchema>;

/** A session in the store of the app. */
const listedSessionSchema = z.object({
  sid,
  /** As the store keeps it, in JSON. Absent in a list, and for a session of more than MAX_SESSION_BYTES. */
  json: z.string().max(MAX_SESSION_BYTES).optional(),
  bytes: count,
  /** By the cookie within the session. Null if it has none. Absent for a session of more than MAX_SESSION_BYTES. */
  expiresAtMs: z.number().nullable().optional(),
});
export type ListedSession = z.infer<typeof listedSessionSchema>;

/** The answer to one question (`list` or `read`) of the inspector, with its number. */
export const listedSessionsSchema = z.object({
  t: z.literal('listed'),
  number: count,
  rows: z.array(listedSessionSchema).max(MAX_LISTED_AT_ONCE),
  /** Where the next page begins. Null after the last one, and for `read`. */
  next: count.nullable(),
  /** All sessions of the store, with those that the list leaves out. */
  total: count,
  /** Why the app does not list the sessions. */
  refusal: z.enum(['too-many', 'too-slow', 'no-ids', 'failed']).optional(),
  /** For `failed`: the error of the store. */
  detail: z.string().max(2_000).optional(),
});
export type ListedSessions = z.infer<typeof listedSessionsSchema>;

export const appLineSchema = z.discriminatedUnion('t', [
  appHelloSchema,
  toldRequestSchema,
  z.object({ t: z.literal('port'), port }),
  appSessionsSchema.extend({ t: z.literal('sessions') }),
  /** A request that no session middleware of the app handled, such as one for a static file. */
  z.object({ t: z.literal('unhandled'), place: appRequestPlaceSchema }),
  /** Lines that were dropped since the last such line, because they were not read fast enough. */
  z.object({ t: z.literal('dropped'), count }),
  listedSessionsSchema,
  /** Sessions that the app has written or removed, while it is asked for this. Null: any of them. */
  z.object({
    t: z.literal('changed'),
    store: count.max(20),
    sids: z.array(sid).max(MAX_LISTED_AT_ONCE).nullable(),
  }),
]);
export type AppLine = z.infer<typeof appLineSchema>;

/** A question about one of the stores of the app, by its place in `sessions`. */
export type StoreQuestion =
  /** A page of the list of sessions, without their values. A page that begins at 0 reads the store again. */
  | { readonly t: 'list'; readonly store: number; readonly from: number }
  /** These sessions with their values. Those that the store does not contain are left out. */
  | { readonly t: 'read'; readonly store: number; readonly sids: readonly string[] };

/** The messages of the inspector to the app. */
export type InspectorLine =
  /** Whether the inspector wants reports of requests. An app sends them until this says otherwise. */
  | { readonly t: 'wanted'; readonly isWanted: boolean }
  | (StoreQuestion & { readonly number: number })
  /** Whether the inspector wants reports of changed sessions. An app sends none until this says so. */
  | { readonly t: 'follow'; readonly store: number; readonly isOn: boolean };
