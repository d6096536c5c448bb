import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type SentHead, sentHead } from './sent-headers.ts';

/** What of a response has left when it is over. */
export interface ResponseEnd {
  /** Null if the client went away before a status line was sent. */
  readonly head: SentHead | null;
  readonly status: number | null;
  /** Bytes of the body on the wire, with the frames of chunks and trailers: nothing else is known where no length was announced. */
  readonly bodyBytes: number;
  /** The connection was closed before the whole response had left. */
  readonly isAborted: boolean;
}

/** What is kept of a connection while it lasts. */
interface Connection {
  /** Bytes that had been written on it when its last response was complete. */
  writtenAtLastEnd: number;
  /** Ends the responses that are under way. */
  readonly underWay: Set<() => void>;
}

const connections = new WeakMap<Socket, Connection>();

/**
 * Calls `onEnd` once: when the response has left, or when its connection is gone. Requests may come one after another on a
 * connection without waiting (pipelining): Node holds their responses back until it is their turn, and one whose turn never
 * comes hears nothing of the connection's end. So the connection itself is asked, with one listener for all its requests.
 */
export function onResponseEnd(
  request: IncomingMessage,
  response: ServerResponse,
  onEnd: (end: ResponseEnd) => void,
): void {
  const { socket } = request;
  const connection = connectionOf(socket);
  const writtenAtArrival = socket.bytesWritten;
  let written: number | null = null;
  const bytesSoFar = () => socket.bytesWritten - Math.max(writtenAtArrival, connection.writtenAtLastEnd);
  // Before Node's own listener, which hands the connection to the next response.
  response.prependOnceListener('finish', () => {
    written = bytesSoFar();
    connection.writtenAtLastEnd = socket.bytesWritten;
  });
  const end = () => {
    response.off('close', end);
    connection.underWay.delete(end);
    const hadItsTurn = written !== null || response.socket !== null;
    onEnd(endOf(request, response, hadItsTurn ? (written ?? bytesSoFar()) : 0));
  };
  response.once('close', end);
  connection.underWay.add(end);
}

function connectionOf(socket: Socket): Connection {
  const known = connections.get(socket);
  if (known !== undefined) return known;
  const connection: Connection = { writtenAtLastEnd: 0, underWay: new Set() };
  connections.set(socket, connection);
  socket.once('close', () => {
    for (const end of connection.underWay) end();
  });
  return connection;
}

function endOf(request: IncomingMessage, response: ServerResponse, bytes: number): ResponseEnd {
  const head = bytes > 0 ? sentHead(response) : null;
  const isAborted = !response.writableFinished;
  if (head === null) return { head, status: null, bodyBytes: 0, isAborted };
  const status = response.statusCode;
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304;
  return { head, status, bodyBytes: hasBody ? Math.max(0, bytes - head.bytes) : 0, isAborted };
}
