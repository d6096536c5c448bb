/** A client and an upstream on raw sockets: what goes over the wire, octet for octet (as latin1). */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RawUpstream {
  readonly port: number;
  readonly url: string;
  /** What each connection has sent so far, in the order of their first octets. */
  readonly received: string[];
  /** Answers a connection when the octets that it has sent so far are complete; null: nothing is to be said yet. */
  answer: (received: string, socket: Socket) => void;
  readonly connections: ReadonlySet<Socket>;
}

/** An upstream whose answers are written by the test. */
export async function rawUpstream(answer: RawUpstream['answer'], host = '127.0.0.1'): Promise<RawUpstream> {
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
  onTestFinished(async () => {
    for (const socket of connections) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const upstream: RawUpstream = { port, url: `http://127.0.0.1:${port}`, received, answer, connections };
  return upstream;
}

/**
 * Sends octets on a connection of their own, and resolves with what came back when the other side has ended, or when
 * `isComplete` says that there is enough.
 */
export async function rawClient(
  port: number,
  octets: string,
  isComplete: (received: string) => boolean = () => false,
): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  const done = new Promise<void>((resolve) => {
    socket.on('error', () => resolve());
    socket.once('close', () => resolve());
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
      if (isComplete(received)) resolve();
    });
  });
  socket.write(octets, 'latin1');
  await done;
  socket.destroy();
  return received;
}
