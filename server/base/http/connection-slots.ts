import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface SlotRules {
  /** Whether the connection has a request that has not been answered. */
  readonly isHandled: (socket: Socket) => boolean;
  /** Whether a connection with such a request must never be closed to make room. */
  readonly keepsPlace: (socket: Socket) => boolean;
  readonly onClosed: (why: 'idle' | 'full') => void;
}

/**
 * Keeps a server open to new connections. When the maximum is reached, a new connection replaces another one: first the
 * oldest that has sent no octet, then one between two requests or within a head, then one whose request may be
 * interrupted. If there is no such connection, the new one is closed.
 */
export function keepFree(server: Server, maxConnections: number, rules: SlotRules): void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (open.size >= maxConnections) {
      const victim = dispensable(open, rules);
      rules.onClosed(victim === null ? 'full' : 'idle');
      if (victim === null) return void socket.destroy();
      open.delete(victim);
      victim.destroy();
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
}

function dispensable(open: ReadonlySet<Socket>, { isHandled, keepsPlace }: SlotRules): Socket | null {
  let idle: Socket | null = null;
  let handled: Socket | null = null;
  for (const socket of open) {
    if (socket.bytesRead === 0) return socket;
    if (!isHandled(socket)) idle ??= socket;
    else if (!keepsPlace(socket)) handled ??= socket;
  }
  return idle ?? handled;
}
