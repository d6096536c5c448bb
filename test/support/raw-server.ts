/** An upstream on a raw socket, for tests and for benchmarks. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

export interface RawUpstream {
  readonly port: number;
  readonly url: string;
  /** What each connection has sent so far, in the order of their first octets. */
  readonly received: string[];
  /** Answers a connection when the octets that it has sent so far are complete. */
  answer: (received: string, socket: Socket) => void;
  readonly connections: ReadonlySet<Socket>;
}

export interface RawServer extends RawUpstream {
  close(): Promise<void>;
}

/** Opens an upstream whose answers are written by the caller. Octets are latin1. */
export async function openRawServer(answer: RawUpstream['answer'], host = '127.0.0.1'): Promise<RawServer> {
  const received: string[] = [];
  const connections = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    let place: number | null = null;
    connections.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => connections.delete(socket));
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      place ??= received.push('') - 1;
      received[place] += chunk;
      upstream.answer(received[place] ?? '', socket);
    });
  });
  server.listen({ port: 0, host });
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const upstream: RawServer = {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    answer,
    connections,
    async close() {
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return upstream;
}
