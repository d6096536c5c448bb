import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ActorRef } from '../contract/actor.ts';
import type { CookieJar } from '../contract/http/jar/cookie-jar.ts';

/** The client at the other end of a connection that this app opened. */
export interface Sender<Engine> {
  /** The simulated browser. Null for a request that the user sends by hand as a program from outside. */
  readonly ref: ActorRef | null;
  /** The session engine that handles its requests, if it is not the engine in charge. */
  readonly engine: Engine | null;
  readonly sending: Sending;
  /** The cookies that the sender holds. They must not be modified. Null for a sender without a jar. */
  readonly jar: (() => CookieJar) | null;
}

/** The state of a connection. It carries one request at a time. */
export interface Sending {
  /** The record that its request repeats; null for most requests. */
  readonly resendOf: number | null;
  /** Called with the id of a request's record when the request arrives. Not called if recording is paused. */
  arrived(recordId: number): void;
}

/**
 * The simulated browser at the other end of each connection. The recorder uses it to name the sender, since the
 * requests themselves are not marked. A connection is added when it is made, before its first byte is sent. The key is
 * the address and the port of the browser's end, because another program may use the same port in the other IP family.
 */
export class Senders<Engine = never> {
  readonly #byEnd = new Map<string, Sender<Engine>>();

  /** Adds a connection that this app opened. It is removed when the connection closes. */
  add(socket: Socket, sender: Sender<Engine>): void {
    const end = endpoint(socket.localAddress, socket.localPort);
    this.#byEnd.set(end, sender);
    socket.once('close', () => {
      if (this.#byEnd.get(end) === sender) this.#byEnd.delete(end);
    });
  }

  /** The sender of a request that a server has accepted. Null for programs from outside. */
  of(request: Pick<IncomingMessage, 'socket'>): Sender<Engine> | null {
    if (this.#byEnd.size === 0) return null;
    return this.#byEnd.get(endpoint(request.socket.remoteAddress, request.socket.remotePort)) ?? null;
  }
}

function endpoint(address: string | undefined, port: number | undefined): string {
  return `${address} ${port}`;
}
