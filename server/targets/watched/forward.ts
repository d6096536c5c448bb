/**
 * Forwards requests to a watched app, and its responses back, unchanged: the lines of both heads with their order, case
 * and number, bodies as they arrive, trailers, interim responses. Nothing is added or buffered. If Node cannot write
 * something as it arrived, the record notes the difference (see the list in docs/watch.md).
 */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { explainFault, fail } from './answer-fault.ts';
import { Exchange } from './exchange.ts';
import type { ForwardOptions } from './forward-options.ts';
import { addTrailers, linesForClient, passInterim } from './head-lines.ts';
import { faultOf } from './upstream-fault.ts';
import { agentOf, open, refusalOf, watchConnection } from './upstream-request.ts';

/** Sends a head without a body. `flushHeaders` would write it as UTF-8, but heads are latin1. */
const nothing = Buffer.alloc(0);

/** Handles one request. `options` are the options at its arrival. */
export function forward(request: IncomingMessage, response: ServerResponse, options: ForwardOptions): void {
  const exchange = new Exchange();
  const refusal = refusalOf(request, options);
  if (refusal !== null) return void fail(request, response, exchange, options, refusal);
  const outgoing = open(request, options, agentOf(request.socket, options));
  if (outgoing instanceof Error) return void fail(request, response, exchange, options, faultOf(outgoing));
  watchConnection(outgoing, exchange, options.onConnection);
  outgoing.on('information', (info) => passInterim(response, info));
  outgoing.on('response', (answer) => passAnswer(request, response, answer, exchange, options));
  outgoing.on('error', (error) => {
    if (response.destroyed) return;
    if (response.headersSent) return void cut(request, response, exchange, error);
    // The app has closed an idle connection. Without the proxy, the client would have noticed that itself, and it knows
    // whether the request may be repeated.
    if (exchange.isReused && isClosedByApp(error)) {
      exchange.failed({ code: 'no-answer', detail: reasonOf(error) });
      return void request.socket.destroySoon();
    }
    explainFault(faultOf(error), options, (fault) => fail(request, response, exchange, options, fault));
  });
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  passBody(request, outgoing, exchange);
}

function passBody(request: IncomingMessage, outgoing: ClientRequest, exchange: Exchange): void {
  const { headers } = request;
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) {
    outgoing.end();
    return;
  }
  request.pipe(outgoing, { end: false });
  request.once('end', () => {
    addTrailers(outgoing, request.rawTrailers, exchange);
    outgoing.end();
  });
}

function passAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
  exchange: Exchange,
  options: ForwardOptions,
): void {
  exchange.answered(answer);
  const error = writeHead(request, response, answer, exchange, options);
  if (error !== null) {
    answer.destroy();
    return void fail(request, response, exchange, options, { code: 'not-http', detail: error.message });
  }
  options.onAnswer(exchange.address ?? options.upstream.url);
  exchange.headSent();
  let isComplete = false;
  answer.once('end', () => {
    isComplete = true;
    exchange.complete();
    addTrailers(response, answer.rawTrailers, exchange);
    response.end();
  });
  const onCut = (error: Error | null) => {
    if (isComplete || response.destroyed) return;
    isComplete = true;
    cut(request, response, exchange, error);
  };
  answer.once('error', onCut);
  answer.once('close', () => onCut(null));
  let hasBody = false;
  // The chunks are copied by hand, since `pipe` takes a third longer for each short response.
  const goOn = () => void answer.resume();
  answer.on('data', (chunk: Buffer) => {
    hasBody = true;
    if (response.write(chunk) || response.destroyed) return;
    answer.pause();
    response.once('drain', goOn);
  });
  // Node writes a head together with the first chunk of the body. The head of an event stream must not wait for the
  // first event.
  setImmediate(() => {
    if (!hasBody && !isComplete && !response.destroyed) response.write(nothing);
  });
}

/**
 * Handles a response that broke off: what has arrived is sent, then the connection ends, as the connection of the app
 * did.
 */
function cut(request: IncomingMessage, response: ServerResponse, exchange: Exchange, error: Error | null): void {
  exchange.failed({ code: 'cut', detail: error === null ? 'closed' : reasonOf(error) });
  response.write(nothing);
  request.socket.destroySoon();
}

/** Writes the head of the app's response. Returns the error with which Node refuses to write it. */
function writeHead(
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
  exchange: Exchange,
  options: ForwardOptions,
): Error | null {
  const lines = linesForClient(request, answer, exchange, options);
  // Otherwise Node adds lines of its own.
  response.sendDate = false;
  for (const name of ['connection', 'content-length', 'transfer-encoding']) response.removeHeader(name);
  try {
    response.writeHead(answer.statusCode ?? 0, answer.statusMessage ?? '', lines);
    return null;
  } catch (error) {
    return error as Error;
  }
}

function reasonOf(error: Error): string {
  const { code, reason } = error as NodeJS.ErrnoException & { readonly reason?: string };
  return reason ?? code ?? error.message;
}

function isClosedByApp(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}
