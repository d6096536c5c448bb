/** What the record of a request says of the watched app that answered it, and of the proxy in between. */
import { z } from 'zod';

/** Why the watched app gave no answer, or not all of it. */
export const upstreamFaultSchema = z.discriminatedUnion('code', [
  /** Nothing accepts connections. `tried`: the addresses, in order. `detail`: the code of the operating system. */
  z.object({ code: z.literal('unreachable'), tried: z.array(z.string()), detail: z.string() }),
  /** The app listens, and did not accept the connection in this time. */
  z.object({ code: z.literal('connect-timeout'), tried: z.array(z.string()), limitMs: z.number() }),
  /** The port of the app belongs to this inspector now: the request would come back to us. */
  z.object({ code: z.literal('own-port'), port: z.number().int() }),
  /** The app speaks TLS, and its address was given as http. */
  z.object({ code: z.literal('speaks-tls') }),
  /** The app speaks TLS, and its certificate is not trusted. `detail`: the reason in the words of OpenSSL. */
  z.object({ code: z.literal('bad-certificate'), detail: z.string() }),
  /** What came is not HTTP as it should be. `detail`: the words of Node's parser. */
  z.object({ code: z.literal('not-http'), detail: z.string() }),
  /** The connection ended before the head of an answer was complete. */
  z.object({ code: z.literal('no-answer'), detail: z.string() }),
  /** The connection ended within the body of the answer. */
  z.object({ code: z.literal('cut'), detail: z.string() }),
  /** The request names another host in its request line. The proxy has one upstream and asked nobody. */
  z.object({ code: z.literal('other-host'), host: z.string() }),
  /** CONNECT asks for a tunnel. The proxy has one upstream and makes none. */
  z.object({ code: z.literal('no-tunnel') }),
]);
export type UpstreamFault = z.infer<typeof upstreamFaultSchema>;

/** One thing that the client got otherwise than the app sent it, or the app otherwise than the client sent it. */
export const proxyChangeSchema = z.discriminatedUnion('what', [
  /** A redirect that named the address of the app names that of the proxy, so that the browser stays here. */
  z.object({ what: z.literal('location'), from: z.string(), to: z.string() }),
  /** The app answered in HTTP/1.0. The client got the same answer as HTTP/1.1. */
  z.object({ what: z.literal('http-version'), from: z.string() }),
  /** A line of the head could not be passed on as it was. `from` is the line. */
  z.object({ what: z.literal('header-left-out'), from: z.string() }),
  z.object({ what: z.literal('trailers-left-out') }),
]);
export type ProxyChange = z.infer<typeof proxyChangeSchema>;

/** Times count from the arrival of the request at the proxy, by the monotonic clock. */
export const upstreamSchema = z.object({
  /** Where the app was reached, such as `127.0.0.1:8000`. Null: no connection was made. */
  address: z.string().nullable(),
  /** How long it took to connect. Null: a connection of before was used, or none was made. */
  connectMs: z.number().nullable(),
  /** When the head of the answer was there. Null: it never was. */
  firstByteMs: z.number().nullable(),
  /** When the last byte of the answer was there. Null: it never was. */
  totalMs: z.number().nullable(),
  changes: z.array(proxyChangeSchema),
  /** Absent: the app answered in full. */
  fault: upstreamFaultSchema.optional(),
  /** The connection became another protocol, such as a WebSocket. Its frames are not recorded. */
  upgradedTo: z.string().optional(),
});
export type Upstream = z.infer<typeof upstreamSchema>;
