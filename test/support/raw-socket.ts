import { connect } from 'node:net';

export interface RawOptions {
  readonly host?: string;
  /** Closes our side once all is sent; without it the server has to end the connection. */
  readonly half?: boolean;
}

/**
 * Sends bytes as they are (latin1) on a separate connection; resolves with all that came back once it is closed.
 */
export function exchange(
  port: number,
  bytes: string,
  { host = '127.0.0.1', half = false }: RawOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
    });
    // A server that cuts the line is one of the answers a test may expect.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => resolve(received));
    if (half) socket.end(bytes, 'latin1');
    else socket.write(bytes, 'latin1');
  });
}

/** The status of a raw answer, null if the line was cut without one. */
export function statusOf(answer: string): number | null {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1];
  return status === undefined ? null : Number(status);
}
