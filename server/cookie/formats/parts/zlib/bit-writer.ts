/** Collects bits, the least significant first, as deflate packs them into bytes (RFC 1951 §3.1.1). */
export class BitWriter {
  #bytes: Uint8Array;
  #length = 0;
  #pending = 0;
  #pendingBits = 0;

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(Math.max(64, expectedBytes));
  }

  /** At most 16 bits at a time. */
  bits(value: number, count: number): void {
    this.#pending |= value << this.#pendingBits;
    this.#pendingBits += count;
    while (this.#pendingBits >= 8) {
      this.#byte(this.#pending & 0xff);
      this.#pending >>>= 8;
      this.#pendingBits -= 8;
    }
  }

  /** Fills the last byte up with zeros. */
  alignToByte(): void {
    if (this.#pendingBits > 0) this.#byte(this.#pending & 0xff);
    this.#pending = 0;
    this.#pendingBits = 0;
  }

  /** Whole bytes, after {@link alignToByte}. */
  bytes(data: Uint8Array): void {
    for (const byte of data) this.#byte(byte);
  }

  /** The written bytes, as a copy. */
  finish(): Buffer {
    this.alignToByte();
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #byte(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = byte;
  }
}
