import type { Socket } from 'node:net';

/** How long a client that is still sending may take to read the response. After that its connection is closed. */
const lingerMs = 1_000;

/**
 * Stops reading, ends our side, and closes the connection a little later. If a connection is closed with unread octets,
 * the client may lose the response (RFC 9112 section 9.6).
 */
export function closeGently(socket: Socket): void {
  socket.pause();
  socket.end();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
}
