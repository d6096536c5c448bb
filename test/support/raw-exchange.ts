/** A client and an upstream on raw sockets: what goes over the wire, octet for octet (as latin1). */
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { openRawServer, type RawUpstream } from './raw-server.ts';

/** An upstream whose answers are written by the test. */
export async function rawUpstream(answer: RawUpstream['answer'], host?: string): Promise<RawUpstream> {
  const server = await openRawServer(answer, host);
  onTestFinished(() => server.close());
  return server;
}

/**
 * Sends octets on a separate connection, and resolves with what came back when the other side has ended, or when
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
