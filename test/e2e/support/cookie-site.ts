import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

const tls = join(import.meta.dirname, '../../fixtures/tls');

/** A site under every host name: it responds with the given lines, octet by octet, and notes the received requests. */
export interface CookieSite {
  /** A URL of this site: with the port of its scheme. */
  urlOf(url: string): string;
  /** Answers the next requests with these lines in order, and clears the noted requests. */
  answerWith(responses: readonly (readonly string[])[]): void;
  /** The Cookie header of each request since then, octet by octet; empty where it had none. */
  readonly came: readonly string[];
  close(): void;
}

/** Listens on 127.0.0.1. The browser is configured to resolve every name to it. */
export async function startCookieSite(): Promise<CookieSite> {
  let left: (readonly string[])[] = [];
  let came: string[] = [];
  const answer = (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (data) => {
      const head = data.toString('latin1');
      const isMeant = !head.startsWith('GET /favicon.ico ') && !head.startsWith('GET /start ');
      if (isMeant) came.push(/^cookie: (.*)\r$/im.exec(head)?.[1] ?? '');
      const lines = isMeant ? (left.shift() ?? []) : [];
      const cookies = lines.map((line) => `Set-Cookie: ${line}\r\n`).join('');
      const response = `HTTP/1.1 200 OK\r\n${cookies}Content-Type: text/html\r\nConnection: close\r\n\r\nok`;
      socket.end(Buffer.from(response, 'latin1'));
    });
  };
  // A public key: the browser is configured to accept it.
  const [key, cert] = ['key.pem', 'certificate.pem'].map((file) => readFileSync(join(tls, file)));
  const plain = createServer(answer);
  const encrypted = createTlsServer({ key, cert }, answer);
  const [httpPort, httpsPort] = await Promise.all([listening(plain), listening(encrypted)]);
  return {
    urlOf: (url) =>
      url.replace(/^(https?):\/\/[^/]+/, (host, scheme) => `${host}:${scheme === 'https' ? httpsPort : httpPort}`),
    answerWith(responses) {
      left = [...responses];
      came = [];
    },
    get came() {
      return came;
    },
    close() {
      plain.close();
      encrypted.close();
    },
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
