import { z } from 'zod';

/** One pair of a Cookie header, classified by its raw bytes. */
export const receivedCookieSchema = z.object({
  name: z.string(),
  /** The original value. Quotes are kept and nothing is decoded. */
  value: z.string(),
  /**
   * `session`: the engine in charge reads it. `other-engine`: the engine that is switched off would read it. `foreign`:
   * it belongs to another app.
   */
  role: z.enum(['session', 'other-engine', 'foreign']),
  /** Why the pair has no effect, or why a browser should not have sent it. */
  problems: z.array(
    z.enum([
      /** An earlier cookie has the same name, and Express and Flask read the earlier one. */
      'duplicate',
      /**
       * The pair has the name of the session cookie, but Flask does not find it, because it is within the quotes of
       * another cookie or on a second Cookie line.
       */
      'not-found-by-flask',
      /** A pair without a name or without `=`, which servers ignore. */
      'nameless',
      /**
       * Name and value have more than 4,096 octets together: a browser refuses to store it (RFC 6265bis, storage
       * model, step 4).
       */
      'too-large',
      /** A control character: a browser refuses to store it (RFC 6265bis, step 3). */
      'control-character',
      /** A name with a prefix (`__Host-`) on plain http: browsers store it from https, Chrome from localhost too. */
      'prefix-needs-https',
    ]),
  ),
});
export type ReceivedCookie = z.infer<typeof receivedCookieSchema>;
