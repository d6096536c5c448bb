/**
 * Input that never becomes a request for the handler: a head that the parser refuses or that does not end in time, and
 * a body with invalid framing. Node answers these itself, without headers and without an event.
 */
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { closeGently } from './close-gently.ts';
import type { Unanswered } from './unanswered-requests.ts';

export interface ParserRefusal {
  readonly status: 400 | 408 | 413 | 431;
  /** The parser's code, such as HPE_INVALID_METHOD, or ERR_HTTP_REQUEST_TIMEOUT. */
  readonly code: string;
  /** The message of the parser. */
  readonly reason: string;
  readonly socket: Socket;
  /** The request whose body was being read. Null if the parser failed in a head, so that there is no request. */
  readonly request: IncomingMessage | null;
  /** The header lines of the response, in order. */
  readonly answerHeaders: Readonly<Record<string, string>>;
  /**
   * The octets of the read that failed. Null if there was no such read (a time-out). Octets of earlier reads are not
   * kept.
   */
  readonly packet: Buffer | null;
  /** The number of octets that the parser accepted before it stopped. */
  readonly brokenAt: number | null;
}

interface ParserError extends NodeJS.ErrnoException {
  readonly reason?: string;
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

/** As in Node's own answer (lib/_http_server.js, socketOnError). */
const statusOfCode: Readonly<Record<string, ParserRefusal['status']>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

export interface RefusalRules {
  readonly refusalHeaders?: Readonly<Record<string, string>>;
  readonly onRefused?: (refusal: ParserRefusal) => void;
  readonly unansweredOf: (socket: Socket) => readonly Unanswered[];
}

/** Reports a refusal, then answers with the given headers. */
export function refuseWhatIsNoRequest(server: Server, rules: RefusalRules): void {
  const { refusalHeaders = {}, onRefused = () => {}, unansweredOf } = rules;
  const refused = new WeakSet<Socket>();
  server.on('clientError', (error: ParserError, socket: Socket) => {
    const { code = '' } = error;
    // The octets that the client sends after the refusal are refused again.
    if (refused.has(socket)) return;
    refused.add(socket);
    // The connection itself failed, so no response is possible.
    if (!code.startsWith('HPE_') && statusOfCode[code] === undefined) return void socket.destroy();
    const status = statusOfCode[code] ?? 400;
    const waiting = unansweredOf(socket);
    const broken = waiting.find(({ request }) => !request.complete);
    // The client disconnected within a body. Its request is reported as aborted.
    if (broken !== undefined && code === 'HPE_INVALID_EOF_STATE') return void socket.destroy();
    const answerHeaders = { ...refusalHeaders, Connection: 'close', 'Content-Length': '0' };
    // A connection without a single octet made no request.
    if (socket.bytesRead > 0) {
      onRefused({
        status,
        code,
        reason: error.reason ?? error.message,
        socket,
        request: broken?.request ?? null,
        answerHeaders,
        packet: error.rawPacket ?? null,
        brokenAt: error.bytesParsed ?? null,
      });
    }
    if (broken !== undefined) answerRequest(broken, status, answerHeaders);
    else afterAnswers(waiting, () => end(socket, answerTo(status, answerHeaders)));
  });
}

function answerTo(status: number, headers: Readonly<Record<string, string>>): string {
  const text = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${text}\r\n`;
}

/** The response object is used, so that code that observes it sees the answer. */
function answerRequest({ response }: Unanswered, status: number, headers: Readonly<Record<string, string>>): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, headers);
  response.end();
}

/** The responses to the earlier requests must be sent first. */
function afterAnswers(waiting: readonly Unanswered[], next: () => void): void {
  const last = waiting.at(-1);
  if (last === undefined) next();
  else last.response.once('close', next);
}

function end(socket: Socket, answer: string): void {
  if (socket.writable) socket.write(answer);
  closeGently(socket);
}
