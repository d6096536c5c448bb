/** The request to the watched app: whether it may be made, and its connection. */
import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { UpstreamFault } from '../../contract/upstream.ts';
import type { DialOptions } from './dial.ts';
import type { Exchange } from './exchange.ts';
import type { ForwardOptions } from './forward-options.ts';
import type { OnConnection } from './inside-visits.ts';
import { otherHostOf } from './other-host.ts';
import { UpstreamAgent } from './upstream-agent.ts';

/** More than any server or browser sends. */
const maxHeaderSize = 256 * 1024;

/** One agent for each connection of a client, so that its requests share the connections to the app. */
const agents = new WeakMap<Socket, UpstreamAgent>();

/** Why a request is not forwarded at all. */
export function refusalOf(request: IncomingMessage, options: ForwardOptions): UpstreamFault | null {
  if (options.ownPorts().has(options.upstream.port)) return { code: 'own-port', port: options.upstream.port };
  if (request.method === 'CONNECT') return { code: 'no-tunnel' };
  const host = otherHostOf(request.url ?? '', options.port, options.upstream);
  return host === null ? null : { code: 'other-host', host };
}

/** The error with which Node refuses to start the request, if any. */
export function open(request: IncomingMessage, options: DialOptions, agent: UpstreamAgent): ClientRequest | Error {
  try {
    return startRequest({
      agent,
      method: request.method,
      path: request.url,
      headers: request.rawHeaders,
      setDefaultHeaders: false,
      setHost: false,
      insecureHTTPParser: true,
      maxHeaderSize,
      host: 'localhost',
      port: options.upstream.port,
    });
  } catch (error) {
    return error as Error;
  }
}

/** The agent of a connection of a client. It ends with the connection. */
export function agentOf(socket: Socket, options: DialOptions): UpstreamAgent {
  const known = agents.get(socket);
  if (known !== undefined) return known;
  const agent = new UpstreamAgent(options);
  agents.set(socket, agent);
  socket.once('close', () => agent.destroy());
  return agent;
}

/** How many requests a connection has carried. Node marks only those as reused that were idle in between. */
const carried = new WeakMap<Socket, number>();

export function watchConnection(
  outgoing: ClientRequest,
  exchange: Exchange,
  onConnection: OnConnection | null = null,
): void {
  outgoing.once('socket', (socket) => {
    const order = (carried.get(socket) ?? 0) + 1;
    carried.set(socket, order);
    exchange.connected(socket, order);
    onConnection?.(socket, order);
  });
}
