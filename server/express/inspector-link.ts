import { connect, type Socket } from 'node:net';
import { MAX_LINE_BYTES } from '../contract/app-line-limits.ts';
import type { AppHello } from '../contract/app-lines.ts';

/** How often an app looks for an inspector. Connecting to an address where nothing listens takes microseconds. */
const lookEveryMs = 1_000;
/** Lines that wait for a slow inspector. More of them are dropped and counted. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** Each of them refers to a request and its response. */
const mostWaitingLines = 1_000;
/** The inspector sends only a few short lines. */
const longestAnswer = 64 * 1024;

/** Lines of this time are sent together, because each write costs the app more than the lines of several requests. */
const gatherMs = 5;

/** The timer of Node itself: a test of the app may replace the global one. */
const { setTimeout: later } = globalThis;

export interface LinkOptions {
  readonly address: string;
  /** Describes the app, for each new connection. */
  readonly hello: () => Omit<AppHello, 'missed'>;
  /** Another program may answer at the address, so a line may have any members. */
  readonly heard: (line: { readonly t: unknown }) => void;
  /** The connection has ended. */
  readonly lost: () => void;
}

/**
 * The connection of an app to the inspector. It is tried again for as long as the process runs, and never keeps the
 * process running. Never throws. What cannot be sent is dropped and counted.
 */
export class InspectorLink {
  readonly #address: string;
  readonly #hello: () => Omit<AppHello, 'missed'>;
  readonly #heard: (line: { readonly t: unknown }) => void;
  readonly #lost: () => void;
  #socket: Socket | null = null;
  #isConnected = false;
  #isWanted = true;
  #missed = 0;
  #dropped = 0;
  #waiting: (() => string)[] = [];

  constructor({ address, hello, heard, lost }: LinkOptions) {
    this.#address = address;
    this.#hello = hello;
    this.#heard = heard;
    this.#lost = lost;
    this.#connect();
  }

  /** Whether an inspector wants to hear of requests now. */
  get isWanted(): boolean {
    return this.#isConnected && this.#isWanted;
  }

  /** Counts a request that is not reported. */
  miss(): void {
    if (!this.#isConnected) this.#missed++;
  }

  /** Sends a short line about the app. The next hello has it too, so it is not counted if no inspector listens. */
  tell(line: object): void {
    if (this.#isConnected) this.send(() => JSON.stringify(line));
  }

  /** Sends a line with others of the next few milliseconds. It is made then, so that it does not delay the app. */
  send(make: () => string): void {
    if (!this.#isConnected) {
      this.#missed++;
      return;
    }
    if (this.#waiting.length >= mostWaitingLines) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(make);
    if (this.#waiting.length === 1) later(() => this.#flush(), gatherMs);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const socket = this.#socket;
    if (!this.#isConnected || socket === null) {
      this.#missed += waiting.length;
      return;
    }
    let text = '';
    for (const make of waiting) {
      const line = socket.writableLength + text.length > mostWaitingBytes ? null : madeBy(make);
      if (line === null) this.#dropped++;
      else text += `${line}\n`;
    }
    if (this.#dropped > 0 && socket.writableLength + text.length <= mostWaitingBytes) {
      text += `${JSON.stringify({ t: 'dropped', count: this.#dropped })}\n`;
      this.#dropped = 0;
    }
    if (text !== '') socket.write(text);
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
      this.#lost();
      later(() => this.#connect(), lookEveryMs).unref();
    });
  }

  #hear(line: string): void {
    try {
      const told: unknown = JSON.parse(line);
      if (typeof told !== 'object' || told === null || !('t' in told)) return;
      if (told.t === 'wanted' && 'isWanted' in told) this.#isWanted = told.isWanted === true;
      else this.#heard(told);
    } catch {
      // Another program answers at this address. Its lines have no meaning here.
    }
  }
}

/** Null for a line that is too long, and for a session that cannot be written as text, which the app is told itself. */
function madeBy(make: () => string): string | null {
  try {
    const line = make();
    return line.length > MAX_LINE_BYTES ? null : line;
  } catch {
    return null;
  }
}
