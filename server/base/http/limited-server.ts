import { createServer, type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientLimits } from '../client-limits.ts';
import { keepFree } from './connection-slots.ts';
import { type ParserRefusal, refuseWhatIsNoRequest } from './parser-refusal.ts';
import { boundUnanswered } from './unanswered-requests.ts';
import { boundUnreadBody } from './unread-body.ts';

/** Why a connection was closed although nothing was wrong with a request of it. */
export type ClosedConnection =
  /** There were as many connections as there may be, and this one had sent nothing, or did nothing at that moment. */
  | 'idle'
  /** There were as many as there may be, and all of them were in use. */
  | 'full'
  /** It sent more requests without waiting for answers than there may be. */
  | 'unanswered';

/** What a limited server tells of the connections that it refuses, and asks about those that it has. */
export interface ConnectionWatch {
  /** Header lines of the answers that the server gives without its handler. */
  readonly refusalHeaders?: Readonly<Record<string, string>>;
  /** A connection sent what the parser refuses, or did not finish in time. The answer has not been sent yet. */
  readonly onRefused?: (refusal: ParserRefusal) => void;
  readonly onClosed?: (why: ClosedConnection) => void;
  /** Whether a request of this connection, while it is handled, keeps its place however full it is. Default: yes. */
  readonly keepsPlace?: (socket: Socket) => boolean;
  /**
   * Handles a request that asks for another protocol on its connection, and `head`, what came behind it. Absent: such
   * a request is handled as any other, and its wish is passed over (RFC 9110 section 7.8).
   */
  readonly onUpgrade?: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
  /** The handler answers `Expect: 100-continue` itself. Absent: Node says `100 Continue` before it is called. */
  readonly handlesContinue?: boolean;
}

/**
 * An HTTP server that nobody can hold up by being slow, silent or many. Every request with a head that can be parsed
 * reaches the handler, also one without a Host, with an Expect or with the method CONNECT: it is for the handler to
 * refuse it.
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
  // Without a number of its own Node drops the lines beyond 2,000 and says nothing.
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
 * HTTP/2 in the place of HTTP/1.1 (RFC 7540 section 3.2) is never agreed to. Its request is answered as it stands,
 * which every client of it expects.
 */
function shouldUpgradeCallback({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() !== 'h2c';
}

/** Node makes no response for CONNECT, which turns the connection into a tunnel. This one ends the connection. */
function closingResponse(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.destroySoon());
  return response;
}
