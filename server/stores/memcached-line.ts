/**
 * A client of memcached's text protocol that only reads. Source: memcached doc/protocol.txt, "Meta Commands" and
 * "LRU_Crawler".
 */
import { connect, type Socket } from 'node:net';

/** The commands that are ever sent. None of them writes, and none moves a key in the order of removal. */
export type MemcachedCommand =
  /** The answer `MN` shows that the server works and understands the meta commands. */
  | { readonly name: 'mn' }
  /** The value, the seconds left, the flags. `u`: without counting as a use. */
  | { readonly name: 'mg'; readonly key: string }
  | { readonly name: 'stats items' }
  /** Every key of one class of sizes, or of all. */
  | { readonly name: 'lru_crawler metadump'; readonly of: string };

export interface MemcachedItem {
  /** At most as many bytes as were asked for. */
  readonly bytes: Buffer;
  /** The size of the whole value. */
  readonly size: number;
  /** Null if the item has no expiry. */
  readonly secondsLeft: number | null;
}

/** A line with which memcached refuses a command. */
export class MemcachedError extends Error {}

interface Waiting {
  readonly kind: 'line' | 'lines' | 'item';
  /** Of `lines`: called with each line. If it returns false, the answer and the connection end. */
  readonly onLine?: (line: string) => boolean;
  readonly resolve: (answer: string | MemcachedItem | null) => void;
  readonly reject: (error: Error) => void;
}

const longestLine = 2_048;

/** One connection. Answers come in the order of the commands. */
export class MemcachedLine {
  /** Resolves when the connection has ended. */
  readonly ended: Promise<Error | null>;
  readonly #socket: Socket;
  readonly #mostBytes: number;
  readonly #waiting: Waiting[] = [];
  #rest: Buffer = Buffer.alloc(0);
  /** The value that is being received. */
  #item: { readonly size: number; readonly secondsLeft: number | null; read: number; parts: Buffer[] } | null = null;
  #end: (error: Error | null) => void = () => {};

  /** `mostBytes`: the bytes of a value that are kept. The rest is read and dropped. */
  constructor(options: { readonly host: string; readonly port: number; readonly mostBytes: number }) {
    this.#mostBytes = options.mostBytes;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#socket = connect({ host: options.host, port: options.port, noDelay: true });
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', (error) => this.#stop(error));
    this.#socket.on('close', () => this.#stop(null));
  }

  /** Resolves with the value, or null if there is none. */
  async get(key: string): Promise<MemcachedItem | null> {
    return (await this.#send({ name: 'mg', key }, 'item')) as MemcachedItem | null;
  }

  /** Resolves if the server speaks the meta protocol. */
  async ping(): Promise<void> {
    const line = await this.#send({ name: 'mn' }, 'line');
    if (line !== 'MN') throw new MemcachedError(String(line));
  }

  /** Calls `onLine` for each line until the end of the answer, or until it returns false, which ends the connection. */
  async lines(
    command: Extract<MemcachedCommand, { readonly name: 'stats items' | 'lru_crawler metadump' }>,
    onLine: (line: string) => boolean,
  ): Promise<void> {
    await this.#send(command, 'lines', onLine);
  }

  destroy(): void {
    this.#socket.destroy();
    this.#stop(null);
  }

  #send(command: MemcachedCommand, kind: Waiting['kind'], onLine?: Waiting['onLine']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('The connection has ended.'));
      this.#waiting.push({ kind, resolve, reject, ...(onLine === undefined ? {} : { onLine }) });
      this.#socket.write(`${textOf(command)}\r\n`);
    });
  }

  #stop(error: Error | null): void {
    this.#socket.destroy();
    for (const one of this.#waiting.splice(0)) one.reject(error ?? new Error('The connection has ended.'));
    this.#end(error);
  }

  #receive(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length > 0 && !this.#socket.destroyed) {
      if (this.#item !== null) {
        if (!this.#receiveValue()) return;
        continue;
      }
      // The lines of the crawler end with a line feed alone.
      const at = this.#rest.indexOf('\n');
      if (at === -1) {
        if (this.#rest.length > longestLine) this.#stop(new Error('An answer is not that of memcached.'));
        return;
      }
      const line = this.#rest.toString('latin1', 0, this.#rest[at - 1] === 0x0d ? at - 1 : at);
      this.#rest = this.#rest.subarray(at + 1);
      this.#receiveLine(line);
    }
  }

  #receiveLine(line: string): void {
    const [first] = this.#waiting;
    const isError = /^(?:ERROR|CLIENT_ERROR|SERVER_ERROR|BUSY)\b/.test(line);
    if (first === undefined) this.#stop(new Error(`memcached has sent a line unasked: ${line.slice(0, 80)}`));
    else if (isError) this.#finish((one) => one.reject(new MemcachedError(line)));
    else if (first.kind === 'line') this.#finish((one) => one.resolve(line));
    else if (first.kind === 'lines') this.#receiveOneOf(first, line);
    else this.#receiveHead(line);
  }

  #receiveOneOf({ onLine }: Waiting, line: string): void {
    const isEnd = line === 'END';
    if (!isEnd && onLine?.(line) === true) return;
    this.#finish((one) => one.resolve(null));
    if (!isEnd) this.destroy();
  }

  /** The line before a value: its size and its flags. Every other line says that there is no value. */
  #receiveHead(line: string): void {
    const value = /^VA (\d+)((?: \S+)*)$/.exec(line);
    if (value === null) {
      this.#finish((one) => one.resolve(null));
      return;
    }
    const left = / t(-?\d+)/.exec(value[2] ?? '')?.[1];
    const secondsLeft = left === undefined || left === '-1' ? null : Number(left);
    this.#item = { size: Number(value[1]), secondsLeft, read: 0, parts: [] };
  }

  /** True when the value is complete with its end of line. */
  #receiveValue(): boolean {
    const item = this.#item;
    if (item === null) return true;
    const part = this.#rest.subarray(0, item.size - item.read);
    const kept = Math.max(0, Math.min(part.length, this.#mostBytes - item.read));
    if (kept > 0) item.parts.push(Buffer.from(part.subarray(0, kept)));
    item.read += part.length;
    this.#rest = this.#rest.subarray(part.length);
    if (item.read < item.size || this.#rest.length < 2) return false;
    this.#rest = this.#rest.subarray(2);
    this.#item = null;
    this.#finish((one) =>
      one.resolve({ bytes: Buffer.concat(item.parts), size: item.size, secondsLeft: item.secondsLeft }),
    );
    return true;
  }

  #finish(settle: (one: Waiting) => void): void {
    const one = this.#waiting.shift();
    if (one !== undefined) settle(one);
  }
}

function textOf(command: MemcachedCommand): string {
  if (command.name === 'mg') return `mg ${command.key} v t f u`;
  return command.name === 'lru_crawler metadump' ? `lru_crawler metadump ${command.of}` : command.name;
}

/** Whether memcached takes this text as a key: 1 to 250 bytes without spaces and control characters. */
export function isMemcachedKey(key: string): boolean {
  return /^[!-~\u0080-\uffff]+$/.test(key) && Buffer.byteLength(key) <= 250;
}
