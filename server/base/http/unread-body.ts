import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeGently } from './close-gently.ts';

/**
 * Bounds how much of a body is read after the answer has been sent: Node would read it to its end, however long, in
 * order to use the connection again. A small rest is let come, because a client that is still sending may not have read
 * the answer yet. With more than `maxBytes`, or if the connection was to be closed anyway, nothing more is read and the
 * connection is closed.
 */
export function boundUnreadBody(request: IncomingMessage, response: ServerResponse, maxBytes: number): void {
  // Before Node's own listener, which would begin to throw the body away unseen, or cut the connection.
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
    // Node calls this if the answer was the last of its connection.
    socket.destroySoon = stop;
    request.read(0);
  });
}
