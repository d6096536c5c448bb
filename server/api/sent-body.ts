import type { ServerResponse } from 'node:http';

export interface SentBodyListener {
  /** The chunk has left this process: its memory may be written to again. */
  readonly onSent: (chunk: Uint8Array) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Writes a response to a connection at the speed at which it is read, and reports each chunk of the body when it was
 * sent. If the source fails, the connection is closed, so that the client notices the incomplete response. If the
 * client disconnects, the source is cancelled.
 */
export async function sendBody(
  outgoing: ServerResponse,
  response: Response,
  listener: SentBodyListener,
): Promise<void> {
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.writeHead(response.status);
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  outgoing.once('close', () => void reader.cancel().catch(() => {}));
  // `close` reports that the client disconnected, which is not a failure.
  outgoing.on('error', () => {});
  for (;;) {
    const next = await reader.read().catch((error: unknown) => {
      listener.onFailure(error);
      return null;
    });
    if (next === null) return void outgoing.destroy();
    if (next.done) return void outgoing.end();
    const isRoom = outgoing.write(next.value, (error) => {
      if (!error) listener.onSent(next.value);
    });
    if (!isRoom) await roomOrEnd(outgoing);
  }
}

function roomOrEnd(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done).off('close', done);
      resolve();
    };
    outgoing.once('drain', done).once('close', done);
  });
}
