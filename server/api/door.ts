/**
 * Browser mode's door: the inspector's handler on loopback HTTP, behind the door's guard. The token goes in a header,
 * never in a cookie: cookies ignore ports, so a browser would send it to every other program on this host, the observed
 * site among them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { clientLimits } from '../base/client-limits.ts';
import { type ClosedConnection, createLimitedServer } from '../base/http/limited-server.ts';
import { type Access, createAccess } from './access.ts';
import { answerAccess } from './access-routes.ts';
import { corePaths } from './core-paths.ts';
import { needsToken, refuseForeignPage, refuseHead, refuseHost } from './door-guard.ts';
import type { Connection, InspectorHandler } from './handler.ts';
import { problem, unauthorized } from './problem.ts';
import { securityHeaders, withSecurityHeaders } from './security-headers.ts';
import { sendBody } from './sent-body.ts';

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
  const listener = getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse };
      const refusal = refuseForeignPage(request, port);
      if (refusal !== null) return withSecurityHeaders(refusal);
      return answer(request, outgoing, { access, handle, trust: () => void trusted.add(incoming.socket) });
    },
    { overrideGlobalObjects: false, errorHandler: answerAdapterError },
  );
  const enter = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of Object.entries(refusalHeaders)) outgoing.setHeader(name, value);
    const refusal = refuseHead(incoming) ?? refuseHost(incoming, port);
    if (refusal === null) return void listener(incoming, outgoing);
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

/**
 * Answers a request that has passed the checks of host and origin. Where a token is required, the request must have
 * one.
 */
async function answer(
  request: Request,
  outgoing: ServerResponse,
  { access, handle, trust }: { access: Access; handle: InspectorHandler; trust: () => void },
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === corePaths.access) return withSecurityHeaders(await answerAccess(request, access));
  if (needsToken(pathname)) {
    const authorization = request.headers.get('authorization');
    const grant = access.grantOf(authorization);
    if (grant === null) return withSecurityHeaders(unauthorized(authorization));
    trust();
    const forget = grant.onRevoked(() => void outgoing.destroy());
    outgoing.once('close', forget);
  }
  return handle(request, connectionOf(outgoing, trust));
}

function connectionOf(outgoing: ServerResponse, trust: () => void): Connection {
  return {
    cut: () => void outgoing.destroy(),
    send(response, tell) {
      trust();
      void sendBody(outgoing, response, tell);
      return RESPONSE_ALREADY_SENT;
    },
  };
}

/** Errors of the adapter between Node and the handler. */
function answerAdapterError(error: unknown): Response {
  return withSecurityHeaders(
    error instanceof RequestError
      ? problem(400, 'Bad request', 'The inspector has no such address.')
      : problem(500, 'Internal error', 'The inspector could not answer.'),
  );
}
