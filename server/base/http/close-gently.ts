import type { Socket } from 'node:net';

/** How long a client that is still sending may take to read the answer before its connection is cut. */
const lingerMs = 1_000;

/**
 * Reads nothing more, ends our side, and the whole connection a little later. If a connection is cut while octets are
 * unread, the client may lose the answer with it (RFC 9112 section 9.6).
 */
export function closeGently(socket: Socket): void {
  socket.pause();
  socket.end();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
}
