import { createServer, type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientLimits } from '../client-limits.ts';
import { keepFree } from './connection-slots.ts';
import { type ParserRefusal, refuseWhatIsNoRequest } from './parser-refusal.ts';
import { boundUnanswered } from './unanswered-requests.ts';
import { boundUnreadBody } from './unread-body.ts';

/** Why a connection was closed although its requests were valid. */
export type ClosedConnection =
  /** The maximum number of connections was reached, and this connection was idle. */
  | 'idle'
  /** The maximum number of connections was reached, and all of them were in use. */
  | 'full'
  /** The connection sent more requests without waiting for responses than allowed. */
  | 'unanswered';

/** Events of a limited server, and questions of the server about its connections. */
export interface ConnectionWatch {
  /** Header lines of the responses that the server sends without its handler. */
  readonly refusalHeaders?: Readonly<Record<string, string>>;
  /**
   * The parser refused the octets of a connection, or a request did not finish in time. The response has not been sent
   * yet.
   */
  readonly onRefused?: (refusal: ParserRefusal) => void;
  readonly onClosed?: (why: ClosedConnection) => void;
  /** Whether a connection must not be closed to make room while this request is handled. True by default. */
  readonly keepsPlace?: (socket: Socket) => boolean;
  /**
   * Handles a request to switch the connection to another protocol; `head` is the octets after the request. Without
   * this handler the request is handled like any other, and the Upgrade header is ignored (RFC 9110 section 7.8).
   */
  readonly onUpgrade?: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
  /**
   * True if the handler answers `Expect: 100-continue` itself. Otherwise Node sends `100 Continue` before it calls the
   * handler.
   */
  readonly handlesContinue?: boolean;
}

/**
 * An HTTP server that slow, silent or many clients cannot block. The handler gets every request whose head can be
 * parsed, including requests without Host, with Expect or with the method CONNECT, and must refuse them itself.
 */
export function createLimitedServer(
  limits: ClientLimits,
  handler: RequestListener,
  watch: ConnectionWatch = {},
): Server {
  const { maxConnections, maxRequestsPerSocket, maxUnanswered, maxHandled, maxUnreadBytes, ...ofNode } = limits;
  const { onClosed = () => {}, keepsPlace = () => true } = watch;
  const unanswered = boundUnanswered({ maxUnanswered, maxHandled, onTooMany: () => onClosed('unanswered') }, handler);
  const enter = (request: IncomingMessage, response: ServerResponse) => {
    boundUnreadBody(request, response, maxUnreadBytes);
    unanswered.enter(request, response);
  };
  const upgrades = watch.onUpgrade === undefined ? {} : { shouldUpgradeCallback };
  const server = createServer({ ...ofNode, requireHostHeader: false, ...upgrades }, enter);
  server.maxRequestsPerSocket = maxRequestsPerSocket;
  // Without an explicit number Node silently drops the lines after the first 2,000.
  server.maxHeadersCount = 0;
  server.on('checkExpectation', enter);
  if (watch.handlesContinue === true) server.on('checkContinue', enter);
  if (watch.onUpgrade !== undefined) server.on('upgrade', watch.onUpgrade);
  server.on('connect', (request: IncomingMessage, socket: Socket) => enter(request, closingResponse(request, socket)));
  refuseWhatIsNoRequest(server, { ...watch, unansweredOf: unanswered.of });
  keepFree(server, maxConnections, {
    isHandled: (socket) => unanswered.of(socket).length > 0,
    keepsPlace,
    onClosed,
  });
  return server;
}

/**
 * HTTP/2 is never accepted in place of HTTP/1.1 (RFC 7540 section 3.2). Such a request is answered over HTTP/1.1, as
 * every client of the upgrade expects.
 */
function shouldUpgradeCallback({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() !== 'h2c';
}

/**
 * For CONNECT, Node creates no response object, because the connection becomes a tunnel. This response ends the
 * connection.
 */
function closingResponse(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.destroySoon());
  return response;
}
