/**
 * The lines between this inspector and an app that uses `session-inspector/express`, one JSON value each. The app is
 * another program, so every line of it is checked and bounded.
 */
import { z } from 'zod';
import { APP_LINES_VERSION } from './app-line-limits.ts';
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
 * whose methods cannot be observed, such as a frozen object.
 */
export const appSessionsSchema = z.object({ cookieName: z.string().max(4096), store: short, isStoreSeen: z.boolean() });
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
  /** Requests of which nobody was told, because no inspector listened or it was too slow. */
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

export const appLineSchema = z.discriminatedUnion('t', [
  appHelloSchema,
  toldRequestSchema,
  z.object({ t: z.literal('port'), port }),
  appSessionsSchema.extend({ t: z.literal('sessions') }),
  /** A request that no session middleware of the app handled, such as one for a static file. */
  z.object({ t: z.literal('unhandled'), place: appRequestPlaceSchema }),
  /** Lines that were dropped since the last such line, because they were not read fast enough. */
  z.object({ t: z.literal('dropped'), count }),
]);
export type AppLine = z.infer<typeof appLineSchema>;

/** What the inspector tells the app: whether it wants to hear of requests. An app tells until it hears otherwise. */
export type InspectorLine = { readonly t: 'wanted'; readonly isWanted: boolean };
