/**
 * Browser mode's door: the inspector's handler on loopback HTTP. Threats: any web page can send requests to loopback
 * (CSRF, DNS rebinding, 0.0.0.0), and other users of the machine can connect. So every request must name us in Host,
 * must not come from a foreign page, and everything but the window's own files (which hold no data) needs the token
 * of this start. The token goes in a header, never in a cookie: cookies ignore ports, and the site on the same host
 * would see it.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { clientLimits, createLimitedServer } from '../base/client-limits.ts';
import { corePaths } from './core-paths.ts';
import type { Connection, InspectorHandler } from './handler.ts';
import { problem } from './problem.ts';
import { securityHeaders, withSecurityHeaders } from './security-headers.ts';
import { sendBody } from './sent-body.ts';

export interface Door {
  /** The address to open, with the token in its fragment (which browsers do not send anywhere). */
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

export async function openDoor(handle: InspectorHandler, wantedPort: number): Promise<Door> {
  const token = randomBytes(32).toString('base64url');
  let port = 0;
  const listener = getRequestListener(
    async (request, env) => {
      const { outgoing } = env as { outgoing: ServerResponse };
      const refusal = refuse(request, port, token);
      return refusal ?? handle(request, connectionOf(outgoing));
    },
    { overrideGlobalObjects: false, errorHandler: answerAdapterError },
  );
  // Without requireHostHeader Node answers a request that names no host itself, past the checks and headers below.
  const limits = { ...clientLimits, requireHostHeader: false };
  const server = createLimitedServer(limits, (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of Object.entries(securityHeaders)) outgoing.setHeader(name, value);
    // Judged on the raw headers: what is no valid Host never becomes a Request.
    if (!isNamed(incoming, port)) {
      outgoing.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
      outgoing.end('This address is not the inspector’s. Open the link it printed.\n');
      return;
    }
    void listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: wantedPort, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  port = (server.address() as { port: number }).port;
  return {
    url: `http://127.0.0.1:${port}/#token=${token}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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

/** The paths that need no token: the window's files, and downloads, whose ticket is their own proof. */
export function needsToken(pathname: string): boolean {
  return pathname.startsWith(corePaths.procedures) || pathname.startsWith(corePaths.recordings);
}

function refuse(request: Request, port: number, token: string): Response | null {
  const { pathname } = new URL(request.url);
  const origin = request.headers.get('origin');
  if (origin !== null && !hostsOf(port).some((host) => origin === `http://${host}`)) {
    return forbidden('This page may not talk to the inspector.');
  }
  const site = request.headers.get('sec-fetch-site');
  const isNavigation = request.headers.get('sec-fetch-mode') === 'navigate' && request.method === 'GET';
  if ((site === 'cross-site' || site === 'same-site') && (needsToken(pathname) || !isNavigation)) {
    return forbidden('Requests from other sites are refused.');
  }
  if (needsToken(pathname) && !isToken(request.headers.get('authorization'), token)) {
    return withSecurityHeaders(
      problem(401, 'No token', 'Open the link that the inspector printed when it started: it carries the token.'),
    );
  }
  return null;
}

function forbidden(detail: string): Response {
  return withSecurityHeaders(problem(403, 'Forbidden', detail));
}

/** Exactly one Host, and it is ours. */
function isNamed(incoming: IncomingMessage, port: number): boolean {
  const [host = '', ...others] = incoming.headersDistinct.host ?? [];
  return others.length === 0 && hostsOf(port).includes(host);
}

/** How a browser names this port of ours; the default port of http is left out. */
function hostsOf(port: number): string[] {
  const suffix = port === 80 ? '' : `:${port}`;
  return [`127.0.0.1${suffix}`, `localhost${suffix}`];
}

/** What the adapter itself could not make into a request or a response. */
function answerAdapterError(error: unknown): Response {
  return withSecurityHeaders(
    error instanceof RequestError
      ? problem(400, 'Bad request', 'The inspector has no such address.')
      : problem(500, 'Internal error', 'The inspector could not answer.'),
  );
}

function isToken(authorization: string | null, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
