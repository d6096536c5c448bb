import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type SentHead, sentHead } from './sent-headers.ts';

/** What of a response has left when it is over. */
export interface ResponseEnd {
  /** Null if the client went away before a status line was sent. */
  readonly head: SentHead | null;
  readonly status: number | null;
  /**
   * Bytes of the body on the wire, with the frames of chunks and trailers: nothing else is known where no length was
   * announced.
   */
  readonly bodyBytes: number;
  /** The connection was closed before the whole response had left. */
  readonly isAborted: boolean;
}

/** Bytes that had been written on a connection when its last response was complete. */
const writtenAtLastEnd = new WeakMap<Socket, number>();

/**
 * Calls `onEnd` once: when the response has left, or when its connection is gone. Requests may come one after another
 * on a connection without waiting (pipelining): Node holds their responses back until it is their turn, so what a
 * response has written counts from the end of the one before it, and one whose turn never came has written nothing.
 */
export function onResponseEnd(
  request: IncomingMessage,
  response: ServerResponse,
  onEnd: (end: ResponseEnd) => void,
): void {
  const { socket } = request;
  const writtenAtArrival = socket.bytesWritten;
  let bytes: number | null = null;
  const bytesSoFar = () => socket.bytesWritten - Math.max(writtenAtArrival, writtenAtLastEnd.get(socket) ?? 0);
  // Before Node's own listener, which hands the connection to the next response.
  response.prependOnceListener('finish', () => {
    bytes = bytesSoFar();
    writtenAtLastEnd.set(socket, socket.bytesWritten);
  });
  response.once('close', () => {
    const isItsTurn = response.socket !== null;
    onEnd(endOf(request, response, bytes ?? (isItsTurn ? bytesSoFar() : 0)));
  });
}

function endOf(request: IncomingMessage, response: ServerResponse, bytes: number): ResponseEnd {
  const head = bytes > 0 ? sentHead(response) : null;
  const isAborted = !response.writableFinished;
  if (head === null) return { head, status: null, bodyBytes: 0, isAborted };
  const status = response.statusCode;
  // What follows an agreement to another protocol is no body of it.
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304 && status !== 101;
  return { head, status, bodyBytes: hasBody ? Math.max(0, bytes - head.bytes) : 0, isAborted };
}
