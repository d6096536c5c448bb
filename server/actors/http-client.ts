import type { Socket } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { startOfBody } from './start-of-body.ts';

/** A request of a simulated browser, before its cookies are added. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Goes into the request line as it is: as part of a URL, a key called `..` would be resolved away. */
  readonly path: string;
  /** JSON text, sent as application/json. */
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** The start of it. */
  readonly body: string;
  readonly setCookies: readonly string[];
}

/** The site answers at once. A slower answer means that another program listens on the port. */
const timeoutMs = 10_000;

/**
 * Real HTTP over connections that belong to one actor alone. `onConnect` is called with each connection before the
 * first byte is sent on it.
 */
export function createHttpClient(userAgent: string, onConnect: (socket: Socket) => void) {
  const connect = buildConnector({ timeout: timeoutMs });
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect(options, callback) {
      connect(options, (...[error, socket]) => {
        // Where it could not connect, undici hands over the error alone: the socket is undefined then, not null as
        // typed.
        if (error !== null) {
          callback(error, null);
          return;
        }
        onConnect(socket);
        callback(null, socket);
      });
    },
  });

  return {
    /** Sends one request. Redirects are not followed. Rejects if the site cannot be reached. */
    async send(origin: string, outgoing: OutgoingRequest, cookieHeader: string): Promise<Answer> {
      const response = await agent.request({
        origin,
        path: outgoing.path,
        method: outgoing.method,
        headers: {
          'user-agent': userAgent,
          accept: '*/*',
          ...(cookieHeader === '' ? {} : { cookie: cookieHeader }),
          ...(outgoing.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: outgoing.body ?? null,
      });
      const setCookie = response.headers['set-cookie'] ?? [];
      return {
        status: response.statusCode,
        contentType: String(response.headers['content-type'] ?? ''),
        body: await startOfBody(response.body),
        setCookies: Array.isArray(setCookie) ? setCookie : [setCookie],
      };
    },
    close: () => agent.destroy(),
  };
}

export type HttpClient = ReturnType<typeof createHttpClient>;
