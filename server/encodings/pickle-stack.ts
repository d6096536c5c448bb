import { NotReadable } from './byte-reader.ts';
import type { Build } from './pickle-build.ts';

/**
 * The stack, the marks and the memo of a pickle, with the rules of CPython's unpickler. Each method throws NotReadable
 * where Python would fail.
 */
export class PickleStack {
  readonly #stack: Build[] = [];
  /** The lengths of the stack at which marks are. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, Build>();
  readonly #onPush: () => void;

  /** `onPush` is called for each value, and may throw to limit their number. */
  constructor(onPush: () => void) {
    this.#onPush = onPush;
  }

  get memoSize(): number {
    return this.#memo.size;
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  push(build: Build): void {
    this.#onPush();
    this.#stack.push(build);
  }

  pop(): Build {
    if (this.#count === 0) throw new NotReadable();
    return this.#stack.pop() as Build;
  }

  /** Removes the value on top, or the mark if that is on top. */
  drop(): void {
    if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
    else this.pop();
  }

  top(): Build {
    const top = this.#stack.at(-1);
    if (top === undefined || this.#count === 0) throw new NotReadable();
    return top;
  }

  popMany(count: number): Build[] {
    if (this.#count < count) throw new NotReadable();
    return this.#stack.splice(-count, count);
  }

  /** The values above the last mark, in order. The mark is removed too. */
  popMark(): Build[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new NotReadable();
    return this.#stack.splice(mark);
  }

  memoize(number: number): void {
    this.#memo.set(number, this.top());
  }

  recall(number: number): void {
    const known = this.#memo.get(number);
    if (known === undefined) throw new NotReadable();
    this.push(known);
  }

  /** The number of values above the last mark. */
  get #count(): number {
    return this.#stack.length - (this.#marks.at(-1) ?? 0);
  }
}
