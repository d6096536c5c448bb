import type { UnreadableReason } from '../contract/value-tree.ts';
import { utf8Of } from './base64.ts';
import { MAX_JSON_DEPTH, MAX_JSON_VALUES } from './json-limits.ts';

/** The bytes do not match the notation. It is caught by {@link readAll} and the walkers. */
export class NotReadable extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason = 'not-this') {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Reads bytes from start to end with the limits of every notation: no byte beyond the end, and no more or deeper values
 * than JSON may have. Each method throws {@link NotReadable}.
 */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;
  #values = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get at(): number {
    return this.#at;
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Counts one more value. Must be called before each value is read. */
  enter(depth: number): void {
    if (depth > MAX_JSON_DEPTH) throw new NotReadable('too-deep');
    if (++this.#values > MAX_JSON_VALUES) throw new NotReadable('too-large');
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (length < 0) throw new NotReadable();
    if (end > this.#bytes.length) throw new NotReadable('cut');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** The bytes up to the next byte with this value. That byte is consumed too, but is not part of the result. */
  until(byte: number): Buffer {
    const end = this.#bytes.indexOf(byte, this.#at);
    if (end === -1) throw new NotReadable('cut');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end + 1;
    return taken;
  }

  /** The next byte, without consuming it. Undefined at the end. */
  peek(): number | undefined {
    return this.#bytes[this.#at];
  }

  /** A whole number without a sign, the most significant byte first. */
  uint(length: number): number {
    return this.take(length).readUIntBE(0, length);
  }

  text(length: number): string {
    const text = utf8Of(this.take(length));
    if (text === null) throw new NotReadable();
    return text;
  }
}

/** The result of `read` for all of the bytes. Null if the bytes do not match, or some are left. */
export function readAll<R extends ByteReader, T>(reader: R, read: (reader: R) => T): { readonly value: T } | null {
  try {
    const value = read(reader);
    return reader.isAtEnd() ? { value } : null;
  } catch (error) {
    if (error instanceof NotReadable) return null;
    throw error;
  }
}
