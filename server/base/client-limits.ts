import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';

/** How much one client may take: of time, in milliseconds, before it is cut off with 408, and of connections. */
export interface ClientLimits
  extends Pick<
    ServerOptions,
    'headersTimeout' | 'requestTimeout' | 'connectionsCheckingInterval' | 'keepAliveTimeout' | 'requireHostHeader'
  > {
  /** Of one address and port at a time; those beyond it are closed at once. */
  readonly maxConnections: number;
  /** Then a connection that is kept is closed, and the client makes another. */
  readonly maxRequestsPerSocket: number;
}

/**
 * Tighter than Node's defaults (60 s, 300 s, 30 s, and no end of the others): on this machine nobody honest is slow.
 */
export const clientLimits: ClientLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxConnections: 4_000,
  maxRequestsPerSocket: 1_000,
};

/** An HTTP server that nobody can hold up by being slow, silent or many. */
export function createLimitedServer(
  { maxConnections, maxRequestsPerSocket, ...times }: ClientLimits,
  handler: RequestListener,
): Server {
  const server = createServer(times, handler);
  server.maxConnections = maxConnections;
  server.maxRequestsPerSocket = maxRequestsPerSocket;
  return server;
}
