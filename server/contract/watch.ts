/** Apps of the user that are watched through a proxy: their state, and the inputs of their procedures. */
import { z } from 'zod';
import { sessionCookieCandidateSchema } from './session-cookie-candidate.ts';
import { storeColumnsSchema, storeStateSchema } from './store-state.ts';
import { upstreamFaultSchema } from './upstream.ts';

/** The first port of a proxy that is tried where none was asked for: beside that of the tutorial site. */
export const FIRST_WATCH_PORT = 5001;

/** The state of the address of a watched app, as far as it is known. */
export const upstreamStateSchema = z.discriminatedUnion('state', [
  /** The first attempt to connect is running. */
  z.object({ state: z.literal('starting') }),
  /** The app accepts connections at this address, such as `127.0.0.1:8000`. */
  z.object({ state: z.literal('running'), address: z.string() }),
  /**
   * Nothing accepts connections. The connection is tried again every second. `hasAnswered`: the app answered before, so
   * it is probably restarting.
   */
  z.object({
    state: z.literal('not-reachable'),
    tried: z.array(z.string()),
    detail: z.string(),
    hasAnswered: z.boolean(),
  }),
  /** The app listens, and the last request to it failed for this reason. */
  z.object({ state: z.literal('failing'), fault: upstreamFaultSchema }),
]);
export type UpstreamState = z.infer<typeof upstreamStateSchema>;

/** A sign of the framework of an app. It is consistent with the framework but does not prove it. */
export const frameworkGuessSchema = z.object({
  /** The name of the framework, such as `Flask` or `Ruby on Rails`. */
  framework: z.string(),
  /** Where the sign was found. `told`: the app itself says so, with session-inspector/express. */
  by: z.enum(['header', 'cookie-name', 'command', 'port', 'told']),
  /** The sign itself, such as `Server: Werkzeug/2.2.2 Python/3.11.2`. For `told`, the session store of the app. */
  sign: z.string(),
});
export type FrameworkGuess = z.infer<typeof frameworkGuessSchema>;

/** What a watched app says of itself, with session-inspector/express. */
export const tellingSchema = z.object({
  /** The name of each session cookie, and the class of its store. */
  sessions: z.array(z.object({ cookieName: z.string(), store: z.string() })),
  /** The class of the store whose sessions the app lists. Null if it lists none. */
  listed: z.string().nullable(),
  /** Requests of which it has not told: no inspector listened, or it could not read fast enough. */
  missed: z.number().int(),
});
export type Telling = z.infer<typeof tellingSchema>;

/** A watched app. */
export const watchedAppSchema = z.object({
  /** The id of its workspace. The procedures of the workspace are at /workspaces/ID/trpc. */
  id: z.string(),
  /** Unique among the watched apps. */
  name: z.string(),
  /** The address of the app as the user gave it, such as `http://127.0.0.1:8000`. */
  app: z.string(),
  /** The address to open instead of the app's, such as `http://localhost:5001`. Null if the proxy does not listen. */
  open: z.string().nullable(),
  /** The page to open there: path, query and fragment, as the address of the app was typed. */
  page: z.string(),
  /** The configured port, 0 for any. It differs from the port in `open` if it was in use. */
  wantedPort: z.number().int(),
  /** Whether the proxy listens. If it does not, the reason. */
  proxy: z.discriminatedUnion('state', [
    z.object({ state: z.literal('listening') }),
    z.object({ state: z.literal('stopped') }),
    z.object({ state: z.literal('port-taken'), reason: z.string() }),
  ]),
  upstream: upstreamStateSchema,
  /** If false, requests are forwarded but not recorded. */
  isRecording: z.boolean(),
  requestCount: z.number().int(),
  /** The number of secrets that were given for the app. */
  secretCount: z.number().int(),
  /** The cookie that is assumed to be the session cookie, with the reasons. Null if no cookie qualifies so far. */
  sessionCookie: sessionCookieCandidateSchema.nullable(),
  /** Every cookie that was seen, the most likely session cookie first. */
  candidates: z.array(sessionCookieCandidateSchema),
  /** Whether a redirect to the address of the app is changed to the address of the proxy. */
  rewritesLocation: z.boolean(),
  /** For https only: whether an untrusted certificate is accepted. */
  acceptsAnyCertificate: z.boolean(),
  framework: frameworkGuessSchema.nullable(),
  /** Its session store. Null if none is attached. */
  store: storeStateSchema.nullable(),
  /** The folder of its project, if it was given for this start. */
  project: z.string().optional(),
  /** Null if the app does not report its sessions itself at the moment. */
  telling: tellingSchema.nullable(),
});
export type WatchedApp = z.infer<typeof watchedAppSchema>;

/** Why an address cannot be watched. */
export const watchRefusalSchema = z.discriminatedUnion('why', [
  z.object({ why: z.literal('not-an-address') }),
  /** The scheme is neither http nor https. */
  z.object({ why: z.literal('other-scheme'), scheme: z.string() }),
  z.object({ why: z.literal('has-credentials') }),
  /** The name cannot be resolved on this machine. `detail` is the error code of the resolver. */
  z.object({ why: z.literal('unknown-name'), host: z.string(), detail: z.string() }),
  /** The address is on another machine, or it is an address of this machine that other machines can reach. */
  z.object({ why: z.literal('not-loopback'), host: z.string(), addresses: z.array(z.string()) }),
  /** This inspector itself listens at the address. */
  z.object({ why: z.literal('own-port'), port: z.number().int() }),
  z.object({ why: z.literal('already-watched'), id: z.string() }),
  z.object({ why: z.literal('too-many'), most: z.number().int() }),
]);
export type WatchRefusal = z.infer<typeof watchRefusalSchema>;

export type WatchResult =
  | { readonly ok: true; readonly app: WatchedApp }
  | { readonly ok: false; readonly refusal: WatchRefusal };

/** A program that listens on this machine. */
export interface ListeningSocket {
  readonly port: number;
  /** The addresses at which it listens, such as `127.0.0.1` and `::`. */
  readonly addresses: readonly string[];
  /** The command line of its process, shortened for display. Null if unknown. */
  readonly command: string | null;
  readonly pid: number | null;
  readonly guess: FrameworkGuess | null;
  /** Whether it belongs to this inspector, so it cannot be watched. */
  readonly isOwn: boolean;
}

/** The programs that listen now. `unknown`: this machine does not provide the list, for this reason. */
export type Listening =
  | { readonly ok: true; readonly sockets: readonly ListeningSocket[] }
  | { readonly ok: false; readonly reason: string };

const port = z.number().int().min(0).max(65_535);
const secret = z.string().min(1).max(1024);
const name = z.string().trim().min(1).max(80);
/** `redis://127.0.0.1:6379/0`, or the path of a SQLite file or of a folder. */
const store = z.string().trim().min(1).max(4096);

export const watchAddInput = z.object({
  /** `http://127.0.0.1:8000`, `localhost:8000` or `8000`. */
  url: z.string().trim().min(1).max(2048),
  /** The port of the proxy. 0 for any port. If absent, the first free port from 5001 on. */
  port: port.optional(),
  secrets: z.array(secret).max(10).optional(),
  acceptsAnyCertificate: z.boolean().optional(),
  name: name.optional(),
  store: store.optional(),
  /** The folder of its project, which suggests session stores. */
  project: store.optional(),
});
export type WatchAdd = z.infer<typeof watchAddInput>;

export const watchedInput = z.object({ id: z.string().max(64) });

/** Omitted members keep their values. */
export const watchChangeInput = watchedInput.extend({
  name: name.optional(),
  port: port.optional(),
  isRecording: z.boolean().optional(),
  /** Whether the proxy listens. */
  isListening: z.boolean().optional(),
  /** The name of the session cookie. Null to detect it from the traffic. */
  sessionCookie: z.string().min(1).max(4096).nullable().optional(),
  rewritesLocation: z.boolean().optional(),
  acceptsAnyCertificate: z.boolean().optional(),
  /** The session store to read. Null for none. */
  store: store.nullable().optional(),
  /** Connects to the attached store once more, after a fault that is not tried again automatically. */
  triesStoreAgain: z.literal(true).optional(),
  /** The columns to read in the attached database. */
  storeColumns: storeColumnsSchema.optional(),
});
export type WatchChange = z.infer<typeof watchChangeInput>;
