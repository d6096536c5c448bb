import { Agent, type ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { type DialOptions, dial } from './dial.ts';

/** A property that Node sets on a socket (lib/_http_client.js): the last request that was sent on it. */
type ClientSocket = Socket & { _httpMessage?: ClientRequest | null };
/** Node also passes the reason if there is no socket. @types/node does not declare this second argument. */
type OnSocket = (socket: Socket | null, error?: Error) => void;

/**
 * The connections to the app for one connection of a client. Only one is used at a time, and it is reused as long as
 * both sides keep it open. If an app ties state to a connection, the state therefore belongs to one client, and if the
 * app closes an idle connection, the client notices it as without the proxy. Node calls only `addRequest` of an agent.
 * Node's own agent keeps lists by address for many connections, and reads every header of every answer
 * (lib/_http_agent.js).
 */
export class UpstreamAgent extends Agent {
  readonly #options: DialOptions;
  readonly #waiting: ClientRequest[] = [];
  #socket: ClientSocket | null = null;
  #isIdle = false;
  #isDialling = false;
  #isOver = false;

  constructor(options: DialOptions) {
    super({ keepAlive: true });
    this.#options = options;
  }

  /** Called by Node for each request. */
  addRequest(request: ClientRequest): void {
    if (this.#socket !== null && this.#isIdle) this.#hand(request, this.#socket);
    else {
      this.#waiting.push(request);
      this.#dialIfWanted();
    }
  }

  override destroy(): void {
    this.#isOver = true;
    this.#socket?.destroy();
    super.destroy();
  }

  #hand(request: ClientRequest, socket: ClientSocket): void {
    if (this.#isIdle) socket.off('data', endUnasked);
    this.#isIdle = false;
    request.onSocket(socket);
  }

  #dialIfWanted(): void {
    if (this.#socket !== null || this.#isDialling || this.#waiting.length === 0) return;
    this.#isDialling = true;
    dial(this.#options, (error, socket) => {
      this.#isDialling = false;
      // The client has disconnected, so no other code would close the connection.
      if (this.#isOver) socket?.destroy();
      const request = this.#waiting.shift();
      if (this.#isOver || socket === undefined) {
        const why = this.#isOver ? new Error('The client has left') : (error ?? new Error('There is no connection'));
        if (request !== undefined) (request.onSocket as OnSocket)(null, why);
        this.#dialIfWanted();
        return;
      }
      this.#own(socket);
      if (request !== undefined) this.#hand(request, socket);
    });
  }

  #own(socket: ClientSocket): void {
    this.#socket = socket;
    const leave = () => {
      socket.off('free', free);
      socket.off('close', leave);
      socket.off('agentRemove', leave);
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#isIdle = false;
      this.#dialIfWanted();
    };
    /** Node emits `free` when the request is over. */
    const free = () => {
      const isKept = socket.writable && socket.readableLength === 0 && socket._httpMessage?.shouldKeepAlive === true;
      // A request that waits gets another connection when this one is closed.
      if (!isKept) return void socket.destroy();
      const next = this.#waiting.shift();
      if (next !== undefined) this.#hand(next, socket);
      else {
        socket._httpMessage = null;
        socket.on('data', endUnasked);
        this.#isIdle = true;
      }
    };
    socket.on('free', free);
    socket.on('close', leave);
    // The connection has become another protocol.
    socket.on('agentRemove', leave);
    // An idle socket has no other listener for errors. The event `close` reports that it has ended.
    socket.on('error', () => {});
  }
}

/** An unexpected response would be mistaken for the response to the next request. */
function endUnasked(this: Socket): void {
  this.destroy();
}
