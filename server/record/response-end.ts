import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type SentHead, sentHead } from './sent-headers.ts';

/** The part of a response that was sent. */
export interface ResponseEnd {
  /** Null if the client disconnected before a status line was sent. */
  readonly head: SentHead | null;
  readonly status: number | null;
  /**
   * Bytes of the body on the wire, including chunk frames and trailers, because without a declared length only this
   * number is known.
   */
  readonly bodyBytes: number;
  /** Whether the connection was closed before the whole response was sent. */
  readonly isAborted: boolean;
}

/** The number of bytes that were written on a connection when its last response was complete. */
const writtenAtLastEnd = new WeakMap<Socket, number>();

/**
 * Calls `onEnd` once: when the response was sent, or when its connection is closed. With pipelining a client sends
 * requests without waiting, and Node holds each response back until its turn. Therefore the bytes of a response are
 * counted from the end of the previous response, and a response whose turn never came has sent none.
 */
export function onResponseEnd(
  request: IncomingMessage,
  response: ServerResponse,
  onEnd: (end: ResponseEnd) => void,
): void {
  const { socket } = request;
  // The server may have answered while the code of the site was being loaded: it refuses a body that breaks the rules.
  const writtenAtArrival = response.headersSent ? 0 : socket.bytesWritten;
  let bytes: number | null = null;
  const bytesSoFar = () => socket.bytesWritten - Math.max(writtenAtArrival, writtenAtLastEnd.get(socket) ?? 0);
  // Registered before Node's own listener, which gives the connection to the next response.
  response.prependOnceListener('finish', () => {
    bytes = bytesSoFar();
    writtenAtLastEnd.set(socket, socket.bytesWritten);
  });
  if (response.writableFinished) bytes = bytesSoFar();
  const onClose = () => {
    const isItsTurn = response.socket !== null;
    onEnd(endOf(request, response, bytes ?? (isItsTurn ? bytesSoFar() : 0)));
  };
  // The client may have disconnected while the code of the site was being loaded.
  if (response.closed) setImmediate(onClose);
  else response.once('close', onClose);
}

function endOf(request: IncomingMessage, response: ServerResponse, bytes: number): ResponseEnd {
  const head = bytes > 0 ? sentHead(response) : null;
  const isAborted = !response.writableFinished;
  if (head === null) return { head, status: null, bodyBytes: 0, isAborted };
  const status = response.statusCode;
  // Octets after a switch of protocols are not a body.
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304 && status !== 101;
  return { head, status, bodyBytes: hasBody ? Math.max(0, bytes - head.bytes) : 0, isAborted };
}
