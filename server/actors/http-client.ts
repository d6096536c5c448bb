import { Agent, buildConnector, request } from 'undici';
import type { PortRegistry } from './port-registry.ts';

/** A request of a simulated browser, before its cookies are added. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** JSON text, sent as application/json. */
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly setCookies: readonly string[];
}

/** The site answers at once; a request that takes longer than this has met something else. */
const timeoutMs = 10_000;
const maxBodyCharacters = 1_000_000;

/** Real HTTP over connections that belong to one actor alone. */
export function createHttpClient(actorId: string, userAgent: string, ports: PortRegistry) {
  const connect = buildConnector({ timeout: timeoutMs });
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect(options, callback) {
      connect(options, (...[error, socket]) => {
        if (socket === null) {
          callback(error as Error, null);
          return;
        }
        const port = socket.localPort;
        if (port !== undefined) {
          ports.add(port, actorId);
          socket.once('close', () => ports.remove(port, actorId));
        }
        callback(null, socket);
      });
    },
  });

  return {
    /** Sends one request. Redirects are not followed. Rejects if the site cannot be reached. */
    async send(origin: string, outgoing: OutgoingRequest, cookieHeader: string): Promise<Answer> {
      const response = await request(new URL(outgoing.path, origin), {
        dispatcher: agent,
        method: outgoing.method,
        headers: {
          'user-agent': userAgent,
          accept: '*/*',
          ...(cookieHeader === '' ? {} : { cookie: cookieHeader }),
          ...(outgoing.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: outgoing.body ?? null,
      });
      const text = await response.body.text();
      const setCookie = response.headers['set-cookie'] ?? [];
      return {
        status: response.statusCode,
        contentType: String(response.headers['content-type'] ?? ''),
        body: text.slice(0, maxBodyCharacters),
        setCookies: Array.isArray(setCookie) ? setCookie : [setCookie],
      };
    },
    close: () => agent.destroy(),
  };
}

export type HttpClient = ReturnType<typeof createHttpClient>;
