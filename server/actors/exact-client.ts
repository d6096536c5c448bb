import { type IncomingMessage, type RequestOptions, request as startRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { HeaderList } from '../contract/log-entry.ts';
import { FRAMING_HEADERS } from '../contract/outgoing-rules.ts';
import type { Answer } from './http-client.ts';
import type { Sending } from './senders.ts';
import { startOfBody } from './start-of-body.ts';

/** A request whose head is sent unchanged: no line is added, moved or respelled. */
export interface ExactRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: string | null;
  readonly resendOf: number | null;
}

/** The site responds quickly. A slower response means that another program listens on the port. */
const timeoutMs = 10_000;

/**
 * Sends hand-written requests, each over its own connection to the site, for any target or Host of the request.
 * `onConnect` is called with the connection before its first byte is sent. Redirects are not followed.
 */
export function createExactClient(onConnect: (socket: Socket, sending: Sending) => void) {
  return {
    /** Rejects if the site cannot be reached or does not answer in time. */
    async send(siteUrl: string, request: ExactRequest): Promise<Answer> {
      const { hostname, port } = new URL(siteUrl);
      const body = request.body === null || request.body === '' ? null : Buffer.from(request.body);
      let recordId: number | null = null;
      const socket = connect({ host: hostname, port: Number(port) });
      // Called before the first byte is sent, because writing waits for the same event.
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
 * The header lines with the length of this body: in place of the first line that framed the message, else at the end.
 * For a method that may have a body, the length 0 is written if there was a length before.
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
