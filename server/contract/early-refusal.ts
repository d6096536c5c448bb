import { z } from 'zod';

const count = z.number().int();

/**
 * Why a request was refused before anything looked at its session. Octets of a head are counted as Node's parser does:
 * target, names and values. Null where the parser gave up before it could be known.
 */
export const earlyRefusalSchema = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('head-too-large'),
    octets: count.nullable(),
    cookieOctets: count.nullable(),
    limitOctets: count,
  }),
  z.object({ code: z.literal('too-many-lines'), lines: count, limit: count }),
  /** What came is not HTTP as it should be. `detail`: the words of Node's parser. */
  z.object({ code: z.literal('malformed'), part: z.enum(['head', 'body']), detail: z.string() }),
  /** The client speaks to this port as if it were another one, such as one of https. */
  z.object({ code: z.literal('other-protocol'), protocol: z.enum(['TLS', 'HTTP/2']) }),
  z.object({ code: z.literal('too-slow'), part: z.enum(['head', 'body']), limitMs: z.number() }),
  /** RFC 9112 section 3.2: HTTP/1.1 needs exactly one valid Host. */
  z.object({ code: z.literal('bad-host'), hosts: z.array(z.string()) }),
  z.object({ code: z.literal('unmet-expectation'), expectation: z.string() }),
  /** `announcedBytes`: by Content-Length, null if the body came in chunks. */
  z.object({ code: z.literal('body-too-large'), announcedBytes: count.nullable(), limitBytes: count }),
  z.object({ code: z.literal('unknown-encoding'), encoding: z.string() }),
  /** A page of another origin sent a request that changes something. */
  z.object({ code: z.literal('foreign-page'), header: z.enum(['Origin', 'Sec-Fetch-Site']), value: z.string() }),
]);
export type EarlyRefusal = z.infer<typeof earlyRefusalSchema>;
