import { connect, type Socket } from 'node:net';
import { MAX_LINE_BYTES } from '../contract/app-line-limits.ts';
import type { AppHello } from '../contract/app-lines.ts';

/** How often an app looks for an inspector. Connecting to an address where nothing listens takes microseconds. */
const lookEveryMs = 1_000;
/** Lines that wait for a slow inspector. More of them are dropped and counted. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** The inspector sends only a few short lines. */
const longestAnswer = 64 * 1024;

/** The timers of Node itself: a test of the app may replace the global ones. */
const { setTimeout: later, setImmediate: soon } = globalThis;

/**
 * The connection of an app to the inspector. It is tried again for as long as the process runs, and never keeps the
 * process running. Never throws. What cannot be sent is dropped and counted.
 */
export class InspectorLink {
  readonly #address: string;
  readonly #hello: () => Omit<AppHello, 'missed'>;
  #socket: Socket | null = null;
  #isConnected = false;
  #isWanted = true;
  #missed = 0;
  #dropped = 0;
  #waiting: string[] = [];
  #waitingLength = 0;

  /** `hello` describes the app, for each new connection. */
  constructor(address: string, hello: () => Omit<AppHello, 'missed'>) {
    this.#address = address;
    this.#hello = hello;
    this.#connect();
  }

  /** Whether an inspector wants to hear of requests now. */
  get isWanted(): boolean {
    return this.#isConnected && this.#isWanted;
  }

  /** Counts a request of which nobody is told. */
  miss(): void {
    if (!this.#isConnected) this.#missed++;
  }

  /** Counts a request whose line could not be made. */
  drop(): void {
    this.#dropped++;
  }

  /** Sends a short line about the app. The next hello has it too, so it is not counted if nobody listens. */
  tell(line: object): void {
    if (this.#isConnected) this.send(JSON.stringify(line));
  }

  /** Sends a line with others of this turn of the event loop. */
  send(line: string): void {
    const socket = this.#socket;
    if (!this.#isConnected || socket === null) {
      this.#missed++;
      return;
    }
    if (socket.writableLength + this.#waitingLength + line.length > mostWaitingBytes || line.length > MAX_LINE_BYTES) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(line);
    this.#waitingLength += line.length;
    if (this.#waiting.length === 1) soon(() => this.#flush());
  }

  #flush(): void {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    if (!this.#isConnected) {
      this.#missed += lines.length;
      return;
    }
    if (this.#dropped > 0) {
      lines.push(JSON.stringify({ t: 'dropped', count: this.#dropped }));
      this.#dropped = 0;
    }
    this.#socket?.write(`${lines.join('\n')}\n`);
  }

  #connect(): void {
    const socket = connect({ path: this.#address });
    this.#socket = socket;
    socket.unref();
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      this.#isConnected = true;
      this.#isWanted = true;
      const hello: AppHello = { ...this.#hello(), missed: this.#missed };
      this.#missed = 0;
      socket.write(`${JSON.stringify(hello)}\n`);
    });
    let text = '';
    socket.on('data', (chunk: string) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) this.#hear(line);
      if (text.length > longestAnswer) socket.destroy();
    });
    // `close` follows each error.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isConnected = false;
      this.#socket = null;
      later(() => this.#connect(), lookEveryMs).unref();
    });
  }

  #hear(line: string): void {
    try {
      const told: unknown = JSON.parse(line);
      if (typeof told !== 'object' || told === null || !('t' in told)) return;
      if (told.t === 'wanted' && 'isWanted' in told) this.#isWanted = told.isWanted === true;
    } catch {
      // Another program answers at this address. Its lines have no meaning here.
    }
  }
}
