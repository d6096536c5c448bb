/** Which request of which connection a request is, so that the proxy of the inspector can find it. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'node:net';
import type { AppRequestPlace } from '../contract/app-lines.ts';

/*
 * Private keys on the objects of Node, as in request-session.ts: a WeakMap keeps young keys too long (docs/speed.md).
 * The numbers are counted for every request of the process, because the session middleware does not see all of them.
 */
const orderKey = Symbol('the number of the request on its connection');
interface Counted {
  [orderKey]?: number;
}

/** Called with the port of a server that listens, and with a request that has ended. */
interface Listeners {
  onPort(port: number): void;
  onEnd(request: IncomingMessage): void;
}

let hasSubscribed = false;

/** Reports the HTTP requests that this process receives from now on, by the diagnostics channels that Node has since
 * version 22. */
export function countRequests({ onPort, onEnd }: Listeners): void {
  if (hasSubscribed) return;
  hasSubscribed = true;
  subscribe('http.server.request.start', (message) => {
    const { request, socket } = message as { request: IncomingMessage & Counted; socket: Socket & Counted };
    const order = (socket[orderKey] ?? 0) + 1;
    socket[orderKey] = order;
    request[orderKey] = order;
  });
  subscribe('http.server.response.finish', (message) => onEnd((message as { request: IncomingMessage }).request));
  subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    const address = (message as { server: Server }).server.address();
    if (address !== null && typeof address === 'object') onPort(address.port);
  });
}

/** Null for a request that did not come over TCP, or that began before the requests were counted. */
export function placeOf(request: IncomingMessage): AppRequestPlace | null {
  const { localPort, remotePort, remoteAddress } = request.socket;
  const order = (request as Counted)[orderKey];
  if (localPort === undefined || remotePort === undefined || order === undefined) return null;
  // A socket for both families shows an address of version 4 as ::ffff:127.0.0.1.
  const family = remoteAddress?.includes('.') === true ? '4' : '6';
  return { port: localPort, family, remotePort, order };
}
