/** What the door does with a request whose head and host are accepted: from Node's request to the handler and back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Access } from './access.ts';
import { answerAccess } from './access-routes.ts';
import { corePaths } from './core-paths.ts';
import { needsToken, refuseForeignPage } from './door-guard.ts';
import type { Connection, InspectorHandler } from './handler.ts';
import { problem, unauthorized } from './problem.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { sendBody } from './sent-body.ts';

export interface ListenerOptions {
  readonly access: Access;
  readonly handle: InspectorHandler;
  /** The port of the door. */
  readonly port: number;
  /** Called when a connection has presented a token or a ticket. */
  trust(socket: Socket): void;
}

/** Answers each request once, also if the handler fails. */
export function createListener({ access, handle, port, trust }: ListenerOptions) {
  return getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse };
      const refusal = refuseForeignPage(request, port);
      if (refusal !== null) return withSecurityHeaders(refusal);
      return answer(request, outgoing, { access, handle, trust: () => trust(incoming.socket) });
    },
    { overrideGlobalObjects: false, errorHandler: answerAdapterError },
  );
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
