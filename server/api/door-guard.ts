/**
 * Which requests browser mode's door lets through. Threats: any web page can send requests to loopback (CSRF, DNS
 * rebinding, 0.0.0.0), and other users of the machine can connect. So every request must name us, must not come from a
 * foreign page, and everything but the window's own files (which hold no data) and the exchange of a code needs a
 * token.
 */
import type { IncomingMessage } from 'node:http';
import { headSize, hostLines, maxHeadLines, maxHeadOctets } from '../base/http/request-head.ts';
import { corePaths } from './core-paths.ts';
import { problem } from './problem.ts';

/** Why a request is refused by its head alone. */
export interface HeadRefusal {
  readonly status: 400 | 403 | 417 | 431;
  /** For people, as plain text. */
  readonly message: string;
}

const otherName: HeadRefusal = {
  status: 403,
  message: 'This address is not the inspector’s. Open the link it printed.',
};

/**
 * Checks the host name of a request on the raw head, so that an invalid Host never becomes a Request. There must be
 * exactly one Host, and it must be ours; a target in absolute form (RFC 9112 section 3.2.2) must name us too. Two Hosts
 * are 400 (RFC 9112 section 3.2). Null if the name is ours.
 */
export function refuseHost(incoming: IncomingMessage, port: number): HeadRefusal | null {
  const hosts = hostLines(incoming);
  if (hosts.length > 1) return { status: 400, message: 'A request needs exactly one Host header.' };
  const [, authority] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(incoming.url ?? '') ?? [];
  const names = authority === undefined ? hosts : [...hosts, authority];
  return names.length > 0 && names.every((name) => hostsOf(port).includes(name)) ? null : otherName;
}

/**
 * Refuses a head that is too large, or an unsupported expectation. Cookies are not counted: the inspector sets no
 * cookies, and cookies of other programs on this host must not lock the user out. Null if the head is accepted.
 */
export function refuseHead(incoming: IncomingMessage): HeadRefusal | null {
  const { octets, cookieOctets, lines } = headSize(incoming);
  if (octets - cookieOctets >= maxHeadOctets || lines > maxHeadLines) {
    return { status: 431, message: `The head of a request must have fewer than ${maxHeadOctets} octets.` };
  }
  const { expect } = incoming.headers;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    return { status: 417, message: 'The only expectation that is supported is 100-continue.' };
  }
  return null;
}

/**
 * Whether a path needs a token. The window's files and the exchange do not need one; downloads need a ticket instead.
 */
export function needsToken(pathname: string): boolean {
  const { procedures, recordings, workspaces } = corePaths;
  return [procedures, recordings, workspaces].some((path) => pathname.startsWith(path));
}

/**
 * Refuses a request that a browser sends for a foreign page. Null if the request came from our page, from a link, or
 * from no page.
 */
export function refuseForeignPage(request: Request, port: number): Response | null {
  const { pathname } = new URL(request.url);
  const origin = request.headers.get('origin');
  if (origin !== null && !hostsOf(port).some((host) => origin === `http://${host}`)) {
    return problem(403, 'Forbidden', 'This page may not talk to the inspector.');
  }
  const site = request.headers.get('sec-fetch-site');
  const isNavigation = request.headers.get('sec-fetch-mode') === 'navigate' && isReading(request.method);
  if ((site === 'cross-site' || site === 'same-site') && (needsToken(pathname) || !isNavigation)) {
    return problem(403, 'Forbidden', 'Requests from other sites are refused.');
  }
  return null;
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** How a browser writes this port in an address; the default port of http is left out. */
function hostsOf(port: number): string[] {
  const suffix = port === 80 ? '' : `:${port}`;
  return [`127.0.0.1${suffix}`, `localhost${suffix}`];
}
