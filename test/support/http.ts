/** Plain HTTP with nothing added: node:http lets a test say any Host, Origin or Cookie it likes. */
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly setCookies: readonly string[];
  readonly body: string;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** The end of the connection on this side. */
  readonly localAddress?: string;
  readonly localPort?: number;
  /** Keeps the connection between requests; without one, each request has its own. */
  readonly agent?: Agent | undefined;
}

/** An agent that keeps its connections, for many requests in a row. Destroy it when done. */
export function keepAlive(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 4 });
}

/**
 * Sends one request and resolves with the whole answer. `path` goes into the request line as it is. A server may close
 * a kept connection just when a request is sent on it, so that request is sent once more, as browsers do.
 */
export async function send(origin: string, path: string, sending: Sending = {}): Promise<Reply> {
  try {
    return await sendOnce(origin, path, sending);
  } catch (error) {
    if (!(error instanceof KeptConnectionClosed)) throw error;
    return sendOnce(origin, path, { ...sending, agent: undefined });
  }
}

class KeptConnectionClosed extends Error {}

function sendOnce(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body, agent, ...end }: Sending = {},
): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: hostname.replace(/^\[|\]$/g, ''), port, path, method, headers, agent: agent ?? false, ...end },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            setCookies: response.headers['set-cookie'] ?? [],
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const isClosed = sent.reusedSocket && error.code === 'ECONNRESET';
      reject(isClosed ? new KeptConnectionClosed(error.message, { cause: error }) : error);
    });
    sent.end(body);
  });
}
