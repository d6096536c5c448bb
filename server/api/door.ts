/**
 * Browser mode's door: the inspector's handler on loopback HTTP, behind the door's guard. The token goes in a header,
 * never in a cookie: cookies ignore ports, so a browser would send it to every other program on this host, the observed
 * site among them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { clientLimits } from '../base/client-limits.ts';
import { type ClosedConnection, createLimitedServer } from '../base/http/limited-server.ts';
import { createAccess } from './access.ts';
import { refuseHead, refuseHost } from './door-guard.ts';
import type { InspectorHandler } from './handler.ts';
import { securityHeaders } from './security-headers.ts';

export interface Door {
  /** Without a trailing slash. */
  readonly origin: string;
  /**
   * A new link that opens the inspector once. Its code is in the fragment, which browsers do not send anywhere.
   * `onUsed` runs when the code has been exchanged.
   */
  newLink(onUsed?: () => void): string;
  close(): Promise<void>;
}

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/** Responses of Node and of the guard have the same headers as all others. */
const refusalHeaders = { ...securityHeaders, 'Cache-Control': 'no-store' };

/**
 * Opens the door at this port of 127.0.0.1, 0 for any. `onClosed` is called when a connection was closed because there
 * were too many.
 */
export async function openDoor(
  handle: InspectorHandler,
  wantedPort: number,
  onClosed: (why: ClosedConnection) => void = () => {},
): Promise<Door> {
  const access = createAccess();
  /**
   * Connections that have presented a token or a ticket. They are not closed to make room while a request uses them.
   */
  const trusted = new WeakSet<Socket>();
  let port = 0;
  /**
   * Loaded with the first request. It needs Node's own Request and Response, which take 30 ms to load, and the site
   * answers without them.
   */
  let listener: Promise<Listener> | null = null;
  const loadListener = async (): Promise<Listener> => {
    const { createListener } = await import('./door-listener.ts');
    return createListener({ access, handle, port, trust: (socket) => void trusted.add(socket) });
  };
  const enter = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of Object.entries(refusalHeaders)) outgoing.setHeader(name, value);
    const refusal = refuseHead(incoming) ?? refuseHost(incoming, port);
    if (refusal === null) {
      listener ??= loadListener();
      return void listener.then((listen) => listen(incoming, outgoing));
    }
    outgoing.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
    outgoing.end(`${refusal.message}\n`);
  };
  const server = createLimitedServer(clientLimits, enter, {
    refusalHeaders,
    keepsPlace: (socket) => trusted.has(socket),
    onClosed,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: wantedPort, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  port = (server.address() as { port: number }).port;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    newLink: (onUsed) => `${origin}/#code=${access.issueCode(onUsed)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
