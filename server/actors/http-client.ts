import { Agent, type IncomingMessage, type RequestOptions, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Sending } from './senders.ts';
import { startOfBody } from './start-of-body.ts';

/** A request of a simulated browser, before its cookies are added. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Written to the request line unchanged. As part of a URL, `..` in a key would be resolved. */
  readonly path: string;
  /** JSON text, sent as application/json. */
  readonly body?: string;
  /** The page of another site whose link was followed. Absent if the user typed the address, or pressed a button. */
  readonly linkOn?: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** The start of the body. */
  readonly body: string;
  readonly setCookies: readonly string[];
  /** The number of the request's record, null if it was not recorded. */
  readonly recordId: number | null;
}

/** The headers that a browser sends for a link on another site (Fetch Metadata Request Headers). */
const FOLLOWED_LINK = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

/** The site responds quickly. A slower response means that another program listens on the port. */
const timeoutMs = 10_000;

/**
 * Sends real HTTP over connections that only this actor uses. `onConnect` is called with each connection before the
 * first byte is sent on it.
 */
export function createHttpClient(userAgent: string, onConnect: (socket: Socket, sending: Sending) => void) {
  const agent = new Agent({ keepAlive: true });
  /** The record of the request that each connection carries now. A connection carries one at a time. */
  const recordIds = new WeakMap<Socket, number>();

  const exchange = async (origin: string, outgoing: OutgoingRequest, cookieHeader: string): Promise<Answer> => {
    const { host, hostname, port } = new URL(origin);
    const headers = {
      host,
      connection: 'keep-alive',
      'user-agent': userAgent,
      accept: '*/*',
      ...(cookieHeader === '' ? {} : { cookie: cookieHeader }),
      ...(outgoing.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(outgoing.linkOn === undefined ? {} : { referer: outgoing.linkOn, ...FOLLOWED_LINK }),
    };
    const options = {
      agent,
      // Node connects to the address of an IPv6 URL without its brackets.
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      method: outgoing.method,
      path: outgoing.path,
      headers,
    };
    const response = await responseTo(options, outgoing.body, (socket) => {
      recordIds.delete(socket);
      if (!socket.connecting) return;
      // Called before the first byte is sent, because writing waits for the same event.
      socket.once('connect', () =>
        onConnect(socket, { resendOf: null, arrived: (id) => void recordIds.set(socket, id) }),
      );
    });
    // This happens before the body is read, because afterwards the connection may carry another request.
    const recordId = recordIds.get(response.socket) ?? null;
    return {
      status: response.statusCode ?? 0,
      contentType: response.headers['content-type'] ?? '',
      body: await startOfBody(response),
      setCookies: response.headers['set-cookie'] ?? [],
      recordId,
    };
  };

  return {
    /** Sends one request. Redirects are not followed. Rejects if the site cannot be reached. */
    async send(origin: string, outgoing: OutgoingRequest, cookieHeader: string): Promise<Answer> {
      try {
        return await exchange(origin, outgoing, cookieHeader);
      } catch (error) {
        // The site closed the idle connection at the moment of the request, so it has not read the request.
        if (!(error instanceof StaleConnection)) throw error;
        return exchange(origin, outgoing, cookieHeader);
      }
    },
    async close(): Promise<void> {
      agent.destroy();
    },
  };
}

export type HttpClient = ReturnType<typeof createHttpClient>;

/** Whether an idle connection turned out to be closed before any part of a response arrived. */
class StaleConnection extends Error {}

function responseTo(
  options: RequestOptions,
  body: string | undefined,
  onSocket: (socket: Socket) => void,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = startRequest(options, resolve);
    sent.once('socket', onSocket);
    sent.once('error', (error: NodeJS.ErrnoException) => {
      const isStale = sent.reusedSocket && error.code === 'ECONNRESET';
      reject(isStale ? new StaleConnection('', { cause: error }) : error);
    });
    sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} seconds`)));
    sent.end(body);
  });
}
