import { createServer } from 'node:net';

/**
 * Below the ports that systems give to connections, and to servers that ask for any port: from 32768 on Linux, from
 * 49152 on macOS and Windows. A port of those could be given away between its choice here and the start of its server.
 */
const lowest = 15_000;
const highest = 32_000;

/**
 * A port at which nothing listens at this moment, on 127.0.0.1 or on ::1. Another program hardly takes it by chance.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if ((await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))) return port;
  }
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      // A machine without IPv6 has no ::1.
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(true);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
