/**
 * Apps of the user's that are watched through a proxy: what the window is told of them, and what it may ask.
 */
import { z } from 'zod';
import { sessionCookieCandidateSchema } from './session-cookie-candidate.ts';
import { upstreamFaultSchema } from './upstream.ts';

/** What listens at the address of a watched app, as far as it is known. */
export const upstreamStateSchema = z.discriminatedUnion('state', [
  /** The first attempt to connect is under way. */
  z.object({ state: z.literal('starting') }),
  /** The app accepts connections at this address, such as `127.0.0.1:8000`. */
  z.object({ state: z.literal('running'), address: z.string() }),
  /**
   * Nothing accepts connections. A new attempt is made each second. `hasAnswered`: it did before, so it is probably
   * being started again.
   */
  z.object({
    state: z.literal('not-reachable'),
    tried: z.array(z.string()),
    detail: z.string(),
    hasAnswered: z.boolean(),
  }),
  /** It listens, and the last request to it failed for this reason. */
  z.object({ state: z.literal('failing'), fault: upstreamFaultSchema }),
]);
export type UpstreamState = z.infer<typeof upstreamStateSchema>;

/** A sign of the framework of an app. It is consistent with the framework and does not prove it. */
export const frameworkGuessSchema = z.object({
  /** As it is written, such as `Flask` or `Ruby on Rails`. */
  framework: z.string(),
  /** Where the sign was seen. */
  by: z.enum(['header', 'cookie-name', 'command', 'port']),
  /** The sign itself, such as `Server: Werkzeug/2.2.2 Python/3.11.2`. */
  sign: z.string(),
});
export type FrameworkGuess = z.infer<typeof frameworkGuessSchema>;

/** One watched app. */
export const watchedAppSchema = z.object({
  /** The id of its workspace: its procedures are at /workspaces/ID/trpc. */
  id: z.string(),
  /** Unique among the watched apps. */
  name: z.string(),
  /** The address of the app, as it was given: `http://127.0.0.1:8000`. */
  app: z.string(),
  /** The address to open instead of it: `http://localhost:5001`. Null: the proxy does not listen. */
  open: z.string().nullable(),
  /** The port that was asked for. It differs from that of `open` if it was taken. 0: any. */
  wantedPort: z.number().int(),
  /** Whether the proxy listens. If not: because it was stopped, or why it cannot. */
  proxy: z.discriminatedUnion('state', [
    z.object({ state: z.literal('listening') }),
    z.object({ state: z.literal('stopped') }),
    z.object({ state: z.literal('port-taken'), reason: z.string() }),
  ]),
  upstream: upstreamStateSchema,
  /** False: requests pass and are not recorded. */
  isRecording: z.boolean(),
  requestCount: z.number().int(),
  /** How many secrets of the app were given. */
  secretCount: z.number().int(),
  /** The cookie that is taken for the session's, with the reasons. Null: none looks like one so far. */
  sessionCookie: sessionCookieCandidateSchema.nullable(),
  /** Every cookie that was seen, the likeliest first. */
  candidates: z.array(sessionCookieCandidateSchema),
  /** Whether a redirect to the address of the app is led to the proxy instead. */
  rewritesLocation: z.boolean(),
  /** https only: a certificate that nobody vouches for is accepted. */
  acceptsAnyCertificate: z.boolean(),
  framework: frameworkGuessSchema.nullable(),
});
export type WatchedApp = z.infer<typeof watchedAppSchema>;

/** Why an address cannot be watched. */
export const watchRefusalSchema = z.discriminatedUnion('why', [
  z.object({ why: z.literal('not-an-address') }),
  /** Neither http nor https. */
  z.object({ why: z.literal('other-scheme'), scheme: z.string() }),
  z.object({ why: z.literal('has-credentials') }),
  /** The name is not known on this machine. `detail`: the code of the resolver. */
  z.object({ why: z.literal('unknown-name'), host: z.string(), detail: z.string() }),
  /** It is on another machine, or on an address of this machine that others can reach. */
  z.object({ why: z.literal('not-loopback'), host: z.string(), addresses: z.array(z.string()) }),
  /** This inspector listens there itself. */
  z.object({ why: z.literal('own-port'), port: z.number().int() }),
  z.object({ why: z.literal('already-watched'), id: z.string() }),
  z.object({ why: z.literal('too-many'), most: z.number().int() }),
]);
export type WatchRefusal = z.infer<typeof watchRefusalSchema>;

export type WatchResult =
  | { readonly ok: true; readonly app: WatchedApp }
  | { readonly ok: false; readonly refusal: WatchRefusal };

/** Something that listens on this machine. */
export interface ListeningSocket {
  readonly port: number;
  /** The addresses it listens at, such as `127.0.0.1` and `::`. */
  readonly addresses: readonly string[];
  /** The command of its process, cut to a length that can be shown. Null: not known. */
  readonly command: string | null;
  readonly pid: number | null;
  readonly guess: FrameworkGuess | null;
  /** It is ours, so it cannot be watched. */
  readonly isOwn: boolean;
}

/** What listens now. `unknown`: this machine does not tell, for this reason. */
export type Listening =
  | { readonly ok: true; readonly sockets: readonly ListeningSocket[] }
  | { readonly ok: false; readonly reason: string };

const port = z.number().int().min(0).max(65_535);
const secret = z.string().min(1).max(1024);
const name = z.string().trim().min(1).max(80);

export const watchAddInput = z.object({
  /** `http://127.0.0.1:8000`, `localhost:8000` or `8000`. */
  url: z.string().trim().min(1).max(2048),
  /** Of the proxy. 0: any. Absent: from 5001 on, the first that is free. */
  port: port.optional(),
  secrets: z.array(secret).max(10).optional(),
  acceptsAnyCertificate: z.boolean().optional(),
  name: name.optional(),
});
export type WatchAdd = z.infer<typeof watchAddInput>;

export const watchedInput = z.object({ id: z.string().max(64) });

/** What is left out stays as it is. */
export const watchChangeInput = watchedInput.extend({
  name: name.optional(),
  port: port.optional(),
  isRecording: z.boolean().optional(),
  /** Stops listening, or listens again. */
  isListening: z.boolean().optional(),
  /** The name of the cookie to take for the session's. Null: it is chosen by what passes. */
  sessionCookie: z.string().min(1).max(4096).nullable().optional(),
  rewritesLocation: z.boolean().optional(),
  acceptsAnyCertificate: z.boolean().optional(),
});
export type WatchChange = z.infer<typeof watchChangeInput>;
