/**
 * Browser mode's door: the inspector's handler on loopback HTTP, behind the door's guard. The token goes in a header,
 * never in a cookie: cookies ignore ports, so a browser would send it to every other program on this host, the observed
 * site among them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { clientLimits, createLimitedServer } from '../base/client-limits.ts';
import { type Access, createAccess } from './access.ts';
import { answerAccess } from './access-routes.ts';
import { corePaths } from './core-paths.ts';
import { needsToken, refuseForeignPage, refuseHost } from './door-guard.ts';
import type { Connection, InspectorHandler } from './handler.ts';
import { problem, unauthorized } from './problem.ts';
import { securityHeaders, withSecurityHeaders } from './security-headers.ts';
import { sendBody } from './sent-body.ts';

export interface Door {
  /** Without a slash at its end. */
  readonly origin: string;
  /**
   * A new link that opens the inspector once. Its code is in the fragment, which browsers do not send anywhere.
   * `onUsed` runs when the code has been exchanged.
   */
  newLink(onUsed?: () => void): string;
  close(): Promise<void>;
}

export async function openDoor(handle: InspectorHandler, wantedPort: number): Promise<Door> {
  const access = createAccess();
  let port = 0;
  const listener = getRequestListener(
    async (request, env) => {
      const { outgoing } = env as { outgoing: ServerResponse };
      const refusal = refuseForeignPage(request, port);
      return refusal === null ? answer(request, outgoing, { access, handle }) : withSecurityHeaders(refusal);
    },
    { overrideGlobalObjects: false, errorHandler: answerAdapterError },
  );
  // Without requireHostHeader Node answers a request that names no host itself, past the checks and headers below.
  const limits = { ...clientLimits, requireHostHeader: false };
  const server = createLimitedServer(limits, (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of Object.entries(securityHeaders)) outgoing.setHeader(name, value);
    const refusal = refuseHost(incoming, port);
    if (refusal === null) return void listener(incoming, outgoing);
    outgoing.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
    outgoing.end(`${refusal.message}\n`);
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

/** Answers a request that names us and comes from no foreign page, if it has the token where one is needed. */
async function answer(
  request: Request,
  outgoing: ServerResponse,
  { access, handle }: { access: Access; handle: InspectorHandler },
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === corePaths.access) return withSecurityHeaders(await answerAccess(request, access));
  if (needsToken(pathname)) {
    const authorization = request.headers.get('authorization');
    const grant = access.grantOf(authorization);
    if (grant === null) return withSecurityHeaders(unauthorized(authorization));
    const forget = grant.onRevoked(() => void outgoing.destroy());
    outgoing.once('close', forget);
  }
  return handle(request, connectionOf(outgoing));
}

function connectionOf(outgoing: ServerResponse): Connection {
  return {
    cut: () => void outgoing.destroy(),
    send(response, tell) {
      void sendBody(outgoing, response, tell);
      return RESPONSE_ALREADY_SENT;
    },
  };
}

/** What the adapter itself could not make into a request or a response. */
function answerAdapterError(error: unknown): Response {
  return withSecurityHeaders(
    error instanceof RequestError
      ? problem(400, 'Bad request', 'The inspector has no such address.')
      : problem(500, 'Internal error', 'The inspector could not answer.'),
  );
}
