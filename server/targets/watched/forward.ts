/**
 * Forwards requests to a watched app, and its responses back, unchanged: the lines of both heads with their order, case
 * and number, bodies as they arrive, trailers, interim responses. Nothing is added or buffered. If Node cannot write
 * something as it arrived, the record notes the difference (see the list in docs/watch.md).
 */
import { type ClientRequest, type IncomingMessage, type ServerResponse, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { UpstreamFault } from '../../contract/upstream.ts';
import { type DialOptions, speaksTls } from './dial.ts';
import { Exchange } from './exchange.ts';
import { failureAnswer } from './failure-page.ts';
import type { OnConnection } from './inside-visits.ts';
import { locationThroughProxy, originForClient } from './location.ts';
import { otherHostOf } from './other-host.ts';
import { UpstreamAgent } from './upstream-agent.ts';
import { faultOf } from './upstream-fault.ts';

export interface ForwardOptions extends DialOptions {
  /** The port of the proxy. */
  readonly port: number;
  /** The ports of this inspector. A request to one of them would return to the proxy. */
  readonly ownPorts: () => ReadonlySet<number>;
  readonly rewritesLocation: boolean;
  /** Whether the app may use TLS: it has never answered in HTTP, and it was not tested for TLS. */
  readonly mayBeTls: () => boolean;
  /** Notes that the app does not use TLS. */
  readonly onNoTls: () => void;
  /** Notes that the app has answered from this address. */
  readonly onAnswer: (address: string) => void;
  readonly onFault: (fault: UpstreamFault) => void;
  /** Called with the connection of the request, if an app may tell of it from inside. */
  readonly onConnection?: OnConnection | null;
}

/** Sends a head without a body. `flushHeaders` would write it as UTF-8, but heads are latin1. */
const nothing = Buffer.alloc(0);

/** More than any server or browser sends. */
const maxHeaderSize = 256 * 1024;

const agents = new WeakMap<Socket, UpstreamAgent>();

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

/** Why a request is not forwarded at all. */
export function refusalOf(request: IncomingMessage, options: ForwardOptions): UpstreamFault | null {
  if (options.ownPorts().has(options.upstream.port)) return { code: 'own-port', port: options.upstream.port };
  if (request.method === 'CONNECT') return { code: 'no-tunnel' };
  const host = otherHostOf(request.url ?? '', options.port, options.upstream);
  return host === null ? null : { code: 'other-host', host };
}

/** The error with which Node refuses to start the request, if any. */
export function open(request: IncomingMessage, options: DialOptions, agent: UpstreamAgent): ClientRequest | Error {
  try {
    return startRequest({
      agent,
      method: request.method,
      path: request.url,
      headers: request.rawHeaders,
      setDefaultHeaders: false,
      setHost: false,
      insecureHTTPParser: true,
      maxHeaderSize,
      host: 'localhost',
      port: options.upstream.port,
    });
  } catch (error) {
    return error as Error;
  }
}

function agentOf(socket: Socket, options: DialOptions): UpstreamAgent {
  const known = agents.get(socket);
  if (known !== undefined) return known;
  const agent = new UpstreamAgent(options);
  agents.set(socket, agent);
  socket.once('close', () => agent.destroy());
  return agent;
}

/** How many requests a connection has carried. Node marks only those as reused that were idle in between. */
const carried = new WeakMap<Socket, number>();

export function watchConnection(
  outgoing: ClientRequest,
  exchange: Exchange,
  onConnection: OnConnection | null = null,
): void {
  outgoing.once('socket', (socket) => {
    const order = (carried.get(socket) ?? 0) + 1;
    carried.set(socket, order);
    exchange.connected(socket, order);
    onConnection?.(socket, order);
  });
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

/** A flat list, as in `rawHeaders`. It is the same list if no line is changed. */
export function linesForClient(
  request: IncomingMessage,
  answer: IncomingMessage,
  exchange: Exchange,
  options: Pick<ForwardOptions, 'rewritesLocation' | 'upstream' | 'port'>,
): string[] {
  let lines = answer.rawHeaders;
  if (options.rewritesLocation && hasLine(lines, 'location')) {
    lines = lines.map((value, index) => {
      if (index % 2 === 0 || lines[index - 1]?.toLowerCase() !== 'location') return value;
      const to = locationThroughProxy(value, options.upstream, originForClient(request.headers.host, options.port));
      if (to === null) return value;
      exchange.changed({ what: 'location', from: value, to });
      return to;
    });
  }
  // Chunks are for HTTP/1.1 clients only (RFC 9112 section 7). An older one reads until the connection ends.
  if (request.httpVersion === '1.0' && answer.headers['transfer-encoding'] !== undefined) {
    const isFraming = (index: number) => lines[index - (index % 2)]?.toLowerCase() === 'transfer-encoding';
    exchange.changed({ what: 'header-left-out', from: `Transfer-Encoding: ${answer.headers['transfer-encoding']}` });
    return lines.filter((_, index) => !isFraming(index));
  }
  return lines;
}

/** Whether a head has a line with this lower-case name. This is faster than `headers`, which parses every line. */
function hasLine(rawHeaders: readonly string[], name: string): boolean {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const line = rawHeaders[index];
    if (line !== undefined && line.length === name.length && line.toLowerCase() === name) return true;
  }
  return false;
}

function addTrailers(
  to: Pick<ServerResponse, 'addTrailers'>,
  rawTrailers: readonly string[],
  exchange: Exchange,
): void {
  if (rawTrailers.length === 0) return;
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawTrailers.length; index += 2) {
    pairs.push([rawTrailers[index] ?? '', rawTrailers[index + 1] ?? '']);
  }
  try {
    to.addTrailers(pairs);
  } catch {
    // The trailers contain characters that Node does not write in a header line.
    exchange.changed({ what: 'trailers-left-out' });
  }
}

/**
 * Forwards interim responses (RFC 9110 section 15.2) as they arrived, if the response to this request is next in order.
 */
export function passInterim(
  response: ServerResponse,
  info: { readonly statusCode: number; readonly statusMessage: string; readonly rawHeaders: string[] },
): void {
  if (response.headersSent || response.socket === null) return;
  if (info.statusCode === 100 && info.rawHeaders.length === 0 && info.statusMessage === 'Continue') {
    // This uses Node's method, because Node must know that the response was sent; otherwise it closes the connection
    // afterwards.
    response.writeContinue();
    return;
  }
  response.socket.write(headText(info.statusCode, info.statusMessage, info.rawHeaders), 'latin1');
}

/** A head in the form of the wire. Node reads heads as latin1, so it must be written as latin1. */
export function headText(status: number, text: string, rawHeaders: readonly string[]): string {
  const lines = [`HTTP/1.1 ${status} ${text}`];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Records the fault, and answers instead of the app if no part of the app's response was sent. */
export function fail(
  request: IncomingMessage,
  response: ServerResponse,
  exchange: Exchange,
  options: ForwardOptions,
  fault: UpstreamFault,
): void {
  if (response.destroyed) return;
  exchange.failed(fault);
  options.onFault(fault);
  const { method, headers } = request;
  const answer = failureAnswer(options.upstream.url, fault, { method, accept: headers.accept });
  response.sendDate = true;
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/**
 * A TLS port often closes a connection with plain HTTP without an answer. If an app has never answered, it is therefore
 * tested for TLS once before the fault is reported as a missing answer.
 */
export function explainFault(
  fault: UpstreamFault,
  options: ForwardOptions,
  tell: (fault: UpstreamFault) => void,
): void {
  if (fault.code !== 'no-answer' || options.upstream.isTls || !options.mayBeTls()) return void tell(fault);
  speaksTls(options, (isTls) => {
    if (!isTls) options.onNoTls();
    tell(isTls ? { code: 'speaks-tls' } : fault);
  });
}

function reasonOf(error: Error): string {
  const { code, reason } = error as NodeJS.ErrnoException & { readonly reason?: string };
  return reason ?? code ?? error.message;
}

function isClosedByApp(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}
