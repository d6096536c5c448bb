import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeGently } from './close-gently.ts';

/**
 * Limits how much of a request body is read after the response. Node would read the whole body, of any length, to keep
 * the connection. A small rest is read, because a client that is still sending may not have read the response yet. If
 * more than `maxBytes` remain, or the connection is to be closed anyway, reading stops and the connection is closed.
 */
export function boundUnreadBody(request: IncomingMessage, response: ServerResponse, maxBytes: number): void {
  // Registered before Node's own listener, which would discard the body or close the connection.
  response.prependOnceListener('finish', () => {
    if (request.complete) return;
    const { socket } = request;
    const stop = () => {
      request.pause();
      closeGently(socket);
    };
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) stop();
    });
    request.on('error', () => {});
    // Node calls this if the response was the last one of its connection.
    socket.destroySoon = stop;
    request.read(0);
  });
}
