import type { Socket } from 'node:net';

/**
 * Which connection belongs to which simulated browser, so that the recorder knows who sent a request without any mark in the
 * request itself. A connection is entered when it is made, before the first byte is sent on it. It is known by the address
 * and the port of the browser's end: another program may have the same port on the other IP family.
 */
export class ConnectionRegistry {
  readonly #actorByEnd = new Map<string, string>();

  /** Notes a connection that an actor has opened, until it closes. */
  add(socket: Socket, actorId: string): void {
    const end = endpoint(socket.localAddress, socket.localPort);
    this.#actorByEnd.set(end, actorId);
    socket.once('close', () => {
      if (this.#actorByEnd.get(end) === actorId) this.#actorByEnd.delete(end);
    });
  }

  /** The actor at the other end of a connection that the site has accepted, undefined for programs from outside. */
  actorAtOtherEnd(socket: Socket): string | undefined {
    return this.#actorByEnd.get(endpoint(socket.remoteAddress, socket.remotePort));
  }
}

function endpoint(address: string | undefined, port: number | undefined): string {
  return `${address} ${port}`;
}
