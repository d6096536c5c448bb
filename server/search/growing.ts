/** A list of numbers of fixed width that grows at its end. */
export class GrowingNumbers<Numbers extends Uint8Array<ArrayBufferLike> | Uint32Array<ArrayBufferLike>> {
  #numbers: Numbers;
  readonly #make: (length: number) => Numbers;
  length = 0;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#numbers = make(1024);
  }

  /** Adding a number may replace this array by a longer one, so callers must not keep it. */
  get numbers(): Numbers {
    return this.#numbers;
  }

  push(value: number): void {
    if (this.length === this.#numbers.length) this.#grow(this.length + 1);
    this.#numbers[this.length++] = value;
  }

  append(values: Numbers): void {
    if (this.length + values.length > this.#numbers.length) this.#grow(this.length + values.length);
    this.#numbers.set(values, this.length);
    this.length += values.length;
  }

  slice(from: number, to = this.length): Numbers {
    return this.#numbers.slice(from, to) as Numbers;
  }

  #grow(atLeast: number): void {
    const longer = this.#make(Math.max(atLeast, this.#numbers.length * 2));
    longer.set(this.#numbers);
    this.#numbers = longer;
  }
}
