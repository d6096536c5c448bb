import { z } from 'zod';

/** The sid of the verdict. Null in client-side mode, where the cookie contains the data and has no id. */
const sid = z.string().nullable();
/** The number of the secret that matched, counted from 1 in the order of the list. */
const secretNumber = z.number().int();

/**
 * The part of a session cookie that is malformed: first the parts of the server-side form (`s:sid.mac`), then those of
 * the client-side form.
 */
export const malformationSchema = z.enum([
  'no-prefix',
  'no-signature',
  'bad-encoding',
  'empty-sid',
  'no-timestamp',
  'timestamp',
  'not-an-object',
  'base64',
  'zlib',
  'utf8',
  'json',
  'too-deep',
  'too-large',
]);
export type Malformation = z.infer<typeof malformationSchema>;

/**
 * The engine's judgment of the session cookie of a request. A signed value is not encrypted: `accepted` only means that
 * the signature matches one of the secrets and, server-side, that the sid is known.
 */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('malformed'), reason: malformationSchema }),
  z.object({ kind: z.literal('bad-signature'), sid, secretsTried: z.number().int() }),
  z.object({ kind: z.literal('unknown-sid'), sid, secretNumber }),
  z.object({ kind: z.literal('expired'), sid, secretNumber, expiredAtMs: z.number() }),
  /** Client-side: the signature has a future time, because a clock was set back. It is refused like an expired one. */
  z.object({ kind: z.literal('from-the-future'), sid, secretNumber, signedAtMs: z.number() }),
  z.object({ kind: z.literal('accepted'), sid, secretNumber }),
  /** The cookie is genuine, but the store failed, so the request failed with the store's error. */
  z.object({ kind: z.literal('unchecked'), sid, secretNumber }),
  /**
   * The request has a cookie of the engine that is switched off, and none of the engine in charge. It is not checked.
   */
  z.object({ kind: z.literal('wrong-engine'), cookieName: z.string() }),
  /**
   * The record is from a file of another program, which does not describe what the server did. Sids and data are read
   * from the cookies.
   */
  z.object({ kind: z.literal('not-observed') }),
  /** The request was refused before its session cookie was read. It may not be known whether there was one. */
  z.object({ kind: z.literal('not-read') }),
  /**
   * The app is a watched one, and the cookie alone does not show whether the app accepted it. `secretNumber` is the
   * app's secret that signed the cookie, null if no secret was given or the format has no signature.
   */
  z.object({
    kind: z.literal('not-verifiable'),
    sid,
    why: z.enum(['no-secret', 'only-an-id', 'not-signed', 'encrypted', 'not-recognised', 'malformed']),
    secretNumber: secretNumber.nullable(),
  }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** The verdict for a request with certain cookies at this moment. */
export interface Outlook {
  readonly verdict: Verdict;
  /** When the verdict changes because time passes, in wall-clock ms. Null if it does not. */
  readonly changesAtMs: number | null;
}
