import { type IncomingMessage, type RequestOptions, request as startRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { HeaderList } from '../contract/log-entry.ts';
import { FRAMING_HEADERS } from '../contract/outgoing-rules.ts';
import type { Answer } from './http-client.ts';
import type { Sending } from './senders.ts';
import { startOfBody } from './start-of-body.ts';

/** A request whose head goes onto the wire as it stands: no line is added, moved or spelled anew. */
export interface ExactRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: string | null;
  readonly resendOf: number | null;
}

/** The site answers at once. A slower answer means that another program listens on the port. */
const timeoutMs = 10_000;

/**
 * Sends requests by hand, each over a connection of its own to the site, whatever target or Host the request names.
 * `onConnect` is called with the connection before the first byte is sent on it. Redirects are not followed.
 */
export function createExactClient(onConnect: (socket: Socket, sending: Sending) => void) {
  return {
    /** Rejects if the site cannot be reached or does not answer in time. */
    async send(siteUrl: string, request: ExactRequest): Promise<Answer> {
      const { hostname, port } = new URL(siteUrl);
      const body = request.body === null || request.body === '' ? null : Buffer.from(request.body);
      let recordId: number | null = null;
      const socket = connect({ host: hostname, port: Number(port) });
      // Before the first byte is sent: what is written waits for the same event.
      socket.once('connect', () => {
        onConnect(socket, {
          resendOf: request.resendOf,
          arrived: (id) => {
            recordId = id;
          },
        });
      });
      try {
        const response = await responseTo(socket, request, body);
        const setCookies = response.headers['set-cookie'] ?? [];
        return {
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: await startOfBody(response),
          setCookies,
          recordId,
        };
      } finally {
        socket.destroy();
      }
    },
  };
}

export type ExactClient = ReturnType<typeof createExactClient>;

function responseTo(socket: Socket, request: ExactRequest, body: Buffer | null): Promise<IncomingMessage> {
  const { method, target, headers } = request;
  const options: RequestOptions = {
    method,
    path: target,
    headers: framed(headers, body).flat(),
    setDefaultHeaders: false,
    createConnection: () => socket,
  };
  return new Promise((resolve, reject) => {
    const sent = startRequest(options, resolve);
    sent.once('error', reject);
    sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} seconds`)));
    sent.end(body ?? undefined);
  });
}

/**
 * The header lines with the length of this body: in the place of the first line that framed the message before, else
 * at the end. A method that may have a body says so when it has none, if it did before.
 */
function framed(headers: HeaderList, body: Buffer | null): HeaderList {
  const isFraming = ([name]: HeaderList[number]) => FRAMING_HEADERS.has(name.toLowerCase());
  const place = headers.findIndex(isFraming);
  const others = headers.filter((line) => !isFraming(line));
  if (body === null && place === -1) return others;
  const given = headers[place]?.[0];
  const name = given?.toLowerCase() === 'content-length' ? given : 'Content-Length';
  const before = place === -1 ? others.length : headers.slice(0, place).filter((line) => !isFraming(line)).length;
  return others.toSpliced(before, 0, [name, String(body?.byteLength ?? 0)]);
}
