/** The lines of heads and trailers, as they are written to the client. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from './exchange.ts';
import type { ForwardOptions } from './forward-options.ts';
import { locationThroughProxy, originForClient } from './location.ts';

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

/** Adds the trailers of a message. Notes it if Node cannot write them. */
export function addTrailers(
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
