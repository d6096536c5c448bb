import { type AddressInfo, createServer, type Server } from 'node:net';

/** A site under every host name: it answers with the lines it is given, octet by octet, and notes what comes. */
export interface CookieSite {
  readonly port: number;
  /** A URL of this site: with its port. */
  urlOf(url: string): string;
  /** Answers each of the next requests with its lines, in this order, and forgets what came. */
  answerWith(responses: readonly (readonly string[])[]): void;
  /** The Cookie header of each request since then, octet by octet; empty where it had none. */
  readonly came: readonly string[];
  close(): void;
}

/** Listens on 127.0.0.1: the browser is told to look for every name there. */
export async function startCookieSite(): Promise<CookieSite> {
  let left: (readonly string[])[] = [];
  let came: string[] = [];
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (data) => {
      const head = data.toString('latin1');
      const isMeant = !head.startsWith('GET /favicon.ico ') && !head.startsWith('GET /start ');
      if (isMeant) came.push(/^cookie: (.*)\r$/im.exec(head)?.[1] ?? '');
      const lines = isMeant ? (left.shift() ?? []) : [];
      const cookies = lines.map((line) => `Set-Cookie: ${line}\r\n`).join('');
      const answer = `HTTP/1.1 200 OK\r\n${cookies}Content-Type: text/html\r\nConnection: close\r\n\r\nok`;
      socket.end(Buffer.from(answer, 'latin1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    urlOf: (url) => url.replace(/^(http:\/\/[^/]+)/, `$1:${port}`),
    answerWith(responses) {
      left = [...responses];
      came = [];
    },
    get came() {
      return came;
    },
    close: () => server.close(),
  };
}
