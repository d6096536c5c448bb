import { z } from 'zod';

/** The sid a verdict speaks of; null in client-side mode, where the cookie holds the data and there is no id. */
const sid = z.string().nullable();
/** Which of the secrets matched, counted from 1 in the order of the list. */
const secretNumber = z.number().int();

/** Where a session cookie's shape breaks: of the server-side form (`s:sid.mac`), then of the client-side one. */
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
 * What became of the session cookie that came with a request. Signed is not encrypted: `accepted` says that the
 * signature matches one of the secrets and, server-side, that the sid is known; nothing more.
 */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('malformed'), reason: malformationSchema }),
  z.object({ kind: z.literal('bad-signature'), sid, secretsTried: z.number().int() }),
  z.object({ kind: z.literal('unknown-sid'), sid, secretNumber }),
  z.object({ kind: z.literal('expired'), sid, secretNumber, expiredAtMs: z.number() }),
  /** Client-side: signed at a moment that has not come yet; a clock was set back. Refused like an expired one. */
  z.object({ kind: z.literal('from-the-future'), sid, secretNumber, signedAtMs: z.number() }),
  z.object({ kind: z.literal('accepted'), sid, secretNumber }),
  /** The cookie is genuine, but the store could not be asked: the request failed with the store's error. */
  z.object({ kind: z.literal('unchecked'), sid, secretNumber }),
  /** No cookie of the engine in charge came, but one of the other engine did: it is not looked at. */
  z.object({ kind: z.literal('wrong-engine'), cookieName: z.string() }),
  /**
   * The record was read from a file of another program, which does not tell what the server did: sids and data are
   * what cookies say.
   */
  z.object({ kind: z.literal('not-observed') }),
  /** The request was refused before its session cookie was read, or before it was known whether one came. */
  z.object({ kind: z.literal('not-read') }),
  /**
   * The app is not ours, and the cookie alone does not tell whether the app accepted it. `secretNumber`: the secret of
   * the app that has signed the cookie, null if none was given or the format has no signature.
   */
  z.object({
    kind: z.literal('not-verifiable'),
    sid,
    why: z.enum(['no-secret', 'only-an-id', 'not-signed', 'encrypted', 'not-recognised', 'malformed']),
    secretNumber: secretNumber.nullable(),
  }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** The verdict that a request with some cookies would get at this moment. */
export interface Outlook {
  readonly verdict: Verdict;
  /** When time alone changes it, in wall-clock ms; null if time does not. */
  readonly changesAtMs: number | null;
}
