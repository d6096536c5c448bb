import { z } from 'zod';

const count = z.number().int();

/**
 * Why a request was refused before its session was read. The octets of a head are counted as in Node's parser: request
 * target, header names and header values. A count is null if the parser stopped before the count was known.
 */
export const earlyRefusalSchema = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('head-too-large'),
    octets: count.nullable(),
    cookieOctets: count.nullable(),
    limitOctets: count,
  }),
  z.object({ code: z.literal('too-many-lines'), lines: count, limit: count }),
  /** The received bytes are not valid HTTP. `detail` is the message of Node's parser. */
  z.object({ code: z.literal('malformed'), part: z.enum(['head', 'body']), detail: z.string() }),
  /** The client uses another protocol on this port, such as TLS. */
  z.object({ code: z.literal('other-protocol'), protocol: z.enum(['TLS', 'HTTP/2']) }),
  z.object({ code: z.literal('too-slow'), part: z.enum(['head', 'body']), limitMs: z.number() }),
  /** RFC 9112 section 3.2: HTTP/1.1 needs exactly one valid Host. */
  z.object({ code: z.literal('bad-host'), hosts: z.array(z.string()) }),
  z.object({ code: z.literal('unmet-expectation'), expectation: z.string() }),
  /** `announcedBytes` is the Content-Length. It is null if the body was sent in chunks. */
  z.object({ code: z.literal('body-too-large'), announcedBytes: count.nullable(), limitBytes: count }),
  z.object({ code: z.literal('unknown-encoding'), encoding: z.string() }),
  /** A page of another origin sent a request with an unsafe method. */
  z.object({ code: z.literal('foreign-page'), header: z.enum(['Origin', 'Sec-Fetch-Site']), value: z.string() }),
]);
export type EarlyRefusal = z.infer<typeof earlyRefusalSchema>;
