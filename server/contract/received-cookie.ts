import { z } from 'zod';

/** One pair of a Cookie header, judged on its raw bytes. */
export const receivedCookieSchema = z.object({
  name: z.string(),
  /** As it stood: quotes kept, nothing decoded. */
  value: z.string(),
  /**
   * `session`: the engine reads it. `other-engine`: ours, but of the engine that is switched off. `foreign`: another
   * app's.
   */
  role: z.enum(['session', 'other-engine', 'foreign']),
  /** Why it plays no part, or should not be there at all. */
  problems: z.array(
    z.enum([
      /** An earlier cookie has the same name: Express and Flask read that one. */
      'duplicate',
      /** The session's, but Flask does not find it: in the quotes of another cookie, or on a second Cookie line. */
      'not-found-by-flask',
      /** A pair without a name or without `=`: servers overlook it. */
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
