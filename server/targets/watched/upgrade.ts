import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { explainFault, fail } from './answer-fault.ts';
import { Exchange } from './exchange.ts';
import type { ForwardOptions } from './forward-options.ts';
import { linesForClient, passInterim } from './head-lines.ts';
import { UpstreamAgent } from './upstream-agent.ts';
import { faultOf } from './upstream-fault.ts';
import { open, refusalOf, watchConnection } from './upstream-request.ts';

/**
 * A response object for a request that switches to another protocol, since Node creates none. It ends the connection if
 * the request gets an ordinary response.
 */
export function responseForUpgrade(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  return response;
}

/**
 * Forwards a request for another protocol, such as WebSocket. If the app agrees, both connections are joined, and all
 * data is forwarded in both directions. The record describes the handshake. `head` is the data that the client sent
 * after its request.
 */
export function forwardUpgrade(
  request: IncomingMessage,
  response: ServerResponse,
  { socket, head, options }: { readonly socket: Socket; readonly head: Buffer; readonly options: ForwardOptions },
): void {
  const exchange = new Exchange();
  response.once('finish', () => {
    if (response.statusCode !== 101) socket.destroySoon();
  });
  const refusal = refusalOf(request, options);
  if (refusal !== null) return void fail(request, response, exchange, options, refusal);
  const agent = new UpstreamAgent(options);
  socket.once('close', () => agent.destroy());
  // The client has disconnected, so a response would be useless. Its connection ends without further action.
  socket.on('error', () => {});
  const outgoing = open(request, options, agent);
  if (outgoing instanceof Error) return void fail(request, response, exchange, options, faultOf(outgoing));
  watchConnection(outgoing, exchange);
  const leave = () => void outgoing.destroy();
  socket.once('close', leave);
  outgoing.on('information', (info) => passInterim(response, info));
  outgoing.on('upgrade', (answer, upstream, rest) => {
    socket.off('close', leave);
    exchange.answered(answer);
    exchange.upgraded(answer.headers.upgrade ?? '');
    options.onAnswer(exchange.address ?? options.upstream.url);
    exchange.headSent();
    exchange.complete();
    response.once('finish', () => {
      // The record is complete. The following data belongs to another protocol.
      response.detachSocket(socket);
      response.emit('close');
    });
    switchProtocols(request, response, answer, exchange, options);
    join(socket, upstream, head, rest);
  });
  outgoing.on('response', (answer) => {
    exchange.answered(answer);
    options.onAnswer(exchange.address ?? options.upstream.url);
    passPlainAnswer(request, response, answer, exchange, options);
  });
  outgoing.on('error', (error) => {
    if (response.headersSent || socket.destroyed) socket.destroySoon();
    else explainFault(faultOf(error), options, (fault) => fail(request, response, exchange, options, fault));
  });
  outgoing.end();
}

function switchProtocols(
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
  exchange: Exchange,
  options: ForwardOptions,
): void {
  const lines = linesForClient(request, answer, exchange, options);
  beforeHead(response);
  response.writeHead(101, answer.statusMessage ?? '', lines);
  response.end();
}

/** The app refuses the switch and sends an ordinary response. The connection ends after that response. */
function passPlainAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
  exchange: Exchange,
  options: ForwardOptions,
): void {
  beforeHead(response);
  response.writeHead(
    answer.statusCode ?? 0,
    answer.statusMessage ?? '',
    linesForClient(request, answer, exchange, options),
  );
  exchange.headSent();
  let isComplete = false;
  answer.once('end', () => {
    isComplete = true;
    exchange.complete();
    response.end();
  });
  answer.once('close', () => {
    if (isComplete) return;
    exchange.failed({ code: 'cut', detail: 'closed' });
    request.socket.destroySoon();
  });
  answer.pipe(response, { end: false });
}

function beforeHead(response: ServerResponse): void {
  response.sendDate = false;
  for (const name of ['connection', 'content-length', 'transfer-encoding']) response.removeHeader(name);
}

/** The end of either side is passed on, and a failure of either side closes both. */
function join(client: Socket, upstream: Duplex, head: Buffer, rest: Buffer): void {
  if (head.length > 0) upstream.write(head);
  if (rest.length > 0) client.write(rest);
  const end = () => {
    client.destroy();
    upstream.destroy();
  };
  for (const one of [client, upstream]) {
    one.once('error', end);
    one.once('close', end);
  }
  client.setTimeout(0);
  client.pipe(upstream);
  upstream.pipe(client);
}
