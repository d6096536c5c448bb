/** The part of a record that describes the watched app's answer and the work of the proxy. */
import { z } from 'zod';

/** Why the watched app gave no answer, or only a part of it. */
export const upstreamFaultSchema = z.discriminatedUnion('code', [
  /**
   * Nothing accepts connections at the address. `tried` has the addresses in order. `detail` is the error code of the
   * operating system.
   */
  z.object({ code: z.literal('unreachable'), tried: z.array(z.string()), detail: z.string() }),
  /** The app listens but did not accept the connection within this time. */
  z.object({ code: z.literal('connect-timeout'), tried: z.array(z.string()), limitMs: z.number() }),
  /** The app's port is now used by this inspector itself, so the request would return to it. */
  z.object({ code: z.literal('own-port'), port: z.number().int() }),
  /** The app uses TLS, but its address was given as http. */
  z.object({ code: z.literal('speaks-tls') }),
  /** The app uses TLS, but its certificate is not trusted. `detail` is the reason in the words of OpenSSL. */
  z.object({ code: z.literal('bad-certificate'), detail: z.string() }),
  /** The answer is not valid HTTP. `detail` is the message of Node's parser. */
  z.object({ code: z.literal('not-http'), detail: z.string() }),
  /** The connection ended before the head of the response was complete. */
  z.object({ code: z.literal('no-answer'), detail: z.string() }),
  /** The connection ended within the body of the response. */
  z.object({ code: z.literal('cut'), detail: z.string() }),
  /** The request line names another host. The proxy has one upstream and did not forward the request. */
  z.object({ code: z.literal('other-host'), host: z.string() }),
  /** The request asks for a tunnel with CONNECT. The proxy does not create tunnels. */
  z.object({ code: z.literal('no-tunnel') }),
]);
export type UpstreamFault = z.infer<typeof upstreamFaultSchema>;

/** One difference between what the app and the client sent and what the other side received. */
export const proxyChangeSchema = z.discriminatedUnion('what', [
  /**
   * A redirect to the address of the app was changed to the address of the proxy, so that the browser stays with the
   * proxy.
   */
  z.object({ what: z.literal('location'), from: z.string(), to: z.string() }),
  /** The app answered in HTTP/1.0. The client received the same response as HTTP/1.1. */
  z.object({ what: z.literal('http-version'), from: z.string() }),
  /** A line of the head could not be passed on unchanged. `from` is the original line. */
  z.object({ what: z.literal('header-left-out'), from: z.string() }),
  z.object({ what: z.literal('trailers-left-out') }),
]);
export type ProxyChange = z.infer<typeof proxyChangeSchema>;

/** Times count from the arrival of the request at the proxy, on the monotonic clock. */
export const upstreamSchema = z.object({
  /** The address of the app, such as `127.0.0.1:8000`. Null if no connection was made. */
  address: z.string().nullable(),
  /** How long connecting took. Null if an existing connection was used, or none was made. */
  connectMs: z.number().nullable(),
  /** When the head of the response was complete. Null if it never was. */
  firstByteMs: z.number().nullable(),
  /** When the last byte of the response arrived. Null if it never did. */
  totalMs: z.number().nullable(),
  changes: z.array(proxyChangeSchema),
  /** Absent if the app answered completely. */
  fault: upstreamFaultSchema.optional(),
  /** The connection switched to another protocol, such as WebSocket. Its frames are not recorded. */
  upgradedTo: z.string().optional(),
});
export type Upstream = z.infer<typeof upstreamSchema>;
