import type { Socket } from 'node:net';

/** A request that somebody sends by hand. */
export interface Sending {
  /** The record it was made from. */
  readonly resendOf: number | null;
  /** Told the number of its record when it arrives; not at all where nothing is recorded. */
  arrived(recordId: number): void;
}

/**
 * Which connection belongs to which simulated browser, so that the recorder knows who sent a request without any mark
 * in the request itself. A connection is entered when it is made, before the first byte is sent on it. It is known by
 * the address and the port of the browser's end: another program may have the same port on the other IP family.
 */
export class ConnectionRegistry {
  readonly #actorByEnd = new Map<string, string>();
  readonly #sendingByEnd = new Map<string, Sending>();

  /** Notes a connection that an actor has opened, until it closes. */
  add(socket: Socket, actorId: string): void {
    keep(this.#actorByEnd, socket, actorId);
  }

  /** Notes a connection that carries one request sent by hand, until it closes. */
  addSending(socket: Socket, sending: Sending): void {
    keep(this.#sendingByEnd, socket, sending);
  }

  /** The actor at the other end of a connection that the site has accepted, undefined for programs from outside. */
  actorAtOtherEnd(socket: Socket): string | undefined {
    return this.#actorByEnd.get(endpoint(socket.remoteAddress, socket.remotePort));
  }

  /**
   * What is sent by hand from the other end of a connection. Nothing is looked up while nobody does: the site may be
   * busy.
   */
  sendingAtOtherEnd(socket: Socket): Sending | undefined {
    if (this.#sendingByEnd.size === 0) return undefined;
    return this.#sendingByEnd.get(endpoint(socket.remoteAddress, socket.remotePort));
  }
}

function keep<T>(byEnd: Map<string, T>, socket: Socket, what: T): void {
  const end = endpoint(socket.localAddress, socket.localPort);
  byEnd.set(end, what);
  socket.once('close', () => {
    if (byEnd.get(end) === what) byEnd.delete(end);
  });
}

function endpoint(address: string | undefined, port: number | undefined): string {
  return `${address} ${port}`;
}
