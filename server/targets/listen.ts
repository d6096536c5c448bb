import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type ClientLimits, clientLimits } from '../base/client-limits.ts';
import { NoFreePort } from '../base/errors.ts';
import { type ConnectionWatch, createLimitedServer } from '../base/http/limited-server.ts';

/** How many ports above the wanted one are tried. */
const portsToTry = 50;

export interface ListeningSite {
  readonly port: number;
  /** Stops listening and closes idle connections. Running requests get `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and on ::1 at the same port, so that `localhost` always reaches this server and no other program
 * can answer for it. It never listens on other addresses. If `wantedPort` is in use, it takes the next free port; 0
 * takes any. A machine without IPv6 gets IPv4 only. Throws NoFreePort.
 */
export async function listenOnLocalhost(
  handler: RequestListener,
  wantedPort: number,
  limits: ClientLimits = clientLimits,
  watch: ConnectionWatch = {},
): Promise<ListeningSite> {
  let lastError: unknown;
  for (let attempt = 0; attempt < portsToTry; attempt++) {
    const port = wantedPort === 0 ? 0 : wantedPort + attempt;
    if (port > 65_535) break;
    try {
      return await listenOnBoth(() => createLimitedServer(limits, handler, watch), port);
    } catch (error) {
      if (!isTaken(error)) throw new NoFreePort(wantedPort, error);
      lastError = error;
    }
  }
  throw new NoFreePort(wantedPort, lastError);
}

async function listenOnBoth(newServer: () => Server, wantedPort: number): Promise<ListeningSite> {
  const ipv4 = await listen(newServer(), wantedPort, '127.0.0.1');
  const port = portOf(ipv4);
  const servers = [ipv4];
  try {
    servers.push(await listen(newServer(), port, '::1'));
  } catch (error) {
    if (!isUnsupported(error)) {
      await close(ipv4, 0);
      throw error;
    }
  }
  return { port, close: async (graceMs) => void (await Promise.all(servers.map((server) => close(server, graceMs)))) };
}

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      noteConnections(server);
      resolve(server);
    });
  });
}

/**
 * The open connections, because `closeAllConnections` does not close those that switched to another protocol: Node no
 * longer tracks them.
 */
const connectionsOf = new WeakMap<Server, Set<Socket>>();

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      for (const socket of connectionsOf.get(server) ?? []) socket.destroy();
    }, graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function noteConnections(server: Server): void {
  const open = new Set<Socket>();
  connectionsOf.set(server, open);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return address.port;
}

/** EACCES means a port below 1024 without permission. The next ports would fail too, but higher ones work. */
function isTaken(error: unknown): boolean {
  return codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES';
}

function isUnsupported(error: unknown): boolean {
  return codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'EAFNOSUPPORT';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
