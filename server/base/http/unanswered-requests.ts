import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Unanswered {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface UnansweredRequests {
  enter(request: IncomingMessage, response: ServerResponse): void;
  /** The requests of a connection that have not been answered, in the order of their arrival. */
  of(socket: Socket): readonly Unanswered[];
}

const none: readonly Unanswered[] = [];

/**
 * Bounds the requests that one connection may send without waiting for answers (RFC 9112 section 9.3.2). Some are
 * handled at a time, further ones wait, and a connection with too many is closed: a client that never reads its answers
 * would fill the memory.
 */
export function boundUnanswered(
  limits: { maxUnanswered: number; maxHandled: number; onTooMany: () => void },
  handler: RequestListener,
): UnansweredRequests {
  const bySocket = new WeakMap<Socket, Unanswered[]>();

  const handle = ({ request, response }: Unanswered) => void handler(request, response);

  const leave = (socket: Socket, list: Unanswered[], one: Unanswered) => {
    const place = list.indexOf(one);
    list.splice(place, 1);
    // The request that waited longest is now among those that are handled.
    const next = place < limits.maxHandled ? list[limits.maxHandled - 1] : undefined;
    if (next !== undefined && !socket.destroyed) handle(next);
  };

  return {
    enter(request, response) {
      const { socket } = request;
      // Requests that the parser still reports for a connection that was closed during the same read.
      if (socket.destroyed) return;
      let list = bySocket.get(socket);
      if (list === undefined) {
        list = [];
        bySocket.set(socket, list);
      }
      if (list.length >= limits.maxUnanswered) {
        limits.onTooMany();
        socket.destroy();
        return;
      }
      const one = { request, response };
      list.push(one);
      const unanswered = list;
      response.once('close', () => leave(socket, unanswered, one));
      if (list.length <= limits.maxHandled) handle(one);
    },
    of: (socket) => bySocket.get(socket) ?? none,
  };
}
