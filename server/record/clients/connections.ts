import type { Socket } from 'node:net';

/** Names the connections of clients: by the address and the port of the client's end. */
export class Connections {
  readonly #names = new WeakMap<Socket, string>();
  readonly #onClosed: (name: string) => void;

  /** `onClosed` is called when a connection that was named is closed: another one may have its name from then on. */
  constructor(onClosed: (name: string) => void) {
    this.#onClosed = onClosed;
  }

  /** To be called while the connection is open. Null if its other end is not known. */
  nameOf(socket: Socket): string | null {
    const known = this.#names.get(socket);
    if (known !== undefined) return known;
    const { remoteAddress, remotePort } = socket;
    if (remotePort === undefined) return null;
    const name = `${remoteAddress} ${remotePort}`;
    this.#names.set(socket, name);
    socket.once('close', () => this.#onClosed(name));
    return name;
  }
}
