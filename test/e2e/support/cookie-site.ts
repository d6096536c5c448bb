import { type AddressInfo, createServer, type Server } from 'node:net';
import type { CookieStep } from '../../support/cookies/cookie-case.ts';

/** A site under every host name: it answers with the lines it is given, octet by octet, and notes what comes. */
export interface CookieSite {
  readonly port: number;
  /** The URL of a step with the port of this site. */
  urlOf(step: CookieStep): string;
  /** Answers the next requests with these lines, and forgets what came. */
  answerWith(lines: readonly string[]): void;
  /** The Cookie header of the request that came last, empty if it had none; null if none came. */
  cameLast(): string | null;
  close(): void;
}

/** Listens on 127.0.0.1: the browser is told to look for every name there. */
export async function startCookieSite(): Promise<CookieSite> {
  let lines: readonly string[] = [];
  let came: string | null = null;
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (data) => {
      const head = data.toString('latin1');
      const isPage = !head.startsWith('GET /favicon.ico ');
      if (isPage) came = /^cookie: (.*)\r$/im.exec(head)?.[1] ?? '';
      const cookies = isPage ? lines.map((line) => `Set-Cookie: ${line}\r\n`).join('') : '';
      const answer = `HTTP/1.1 200 OK\r\n${cookies}Content-Type: text/plain\r\nConnection: close\r\n\r\nok`;
      socket.end(Buffer.from(answer, 'latin1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    urlOf: ({ url }) => url.replace(/^(http:\/\/[^/]+)/, `$1:${port}`),
    answerWith(given) {
      lines = given;
      came = null;
    },
    cameLast: () => came,
    close: () => server.close(),
  };
}
