import type { ValueSummary } from '../../contract/store-list.ts';

/** What the list shows of one value. */
export interface KeptValue {
  readonly value: ValueSummary;
  readonly isDangerous: boolean;
  /** NaN if the value was not read. */
  readonly bytes: number;
  readonly readAtMs: number;
}

export const notRead: KeptValue = { value: { state: 'not-read' }, isDangerous: false, bytes: Number.NaN, readAtMs: 0 };

const mostKeptValues = 1_000;

/** The values that were read last, by the keys of their rows. A value is not current any more when its row changes. */
export class KeptValues {
  readonly #values = new Map<string, KeptValue>();
  readonly #current = new Set<string>();

  get(key: string): KeptValue | undefined {
    return this.#current.has(key) ? this.#values.get(key) : undefined;
  }

  /** The value as it was last read, current or not: for the time in which the store cannot be read. */
  last(key: string): KeptValue | undefined {
    return this.#values.get(key);
  }

  keep(key: string, value: KeptValue): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    this.#current.add(key);
    if (this.#values.size <= mostKeptValues) return;
    const [oldest] = this.#values.keys();
    if (oldest === undefined) return;
    this.#values.delete(oldest);
    this.#current.delete(oldest);
  }

  forget(key: string): void {
    this.#current.delete(key);
  }

  forgetAll(): void {
    this.#current.clear();
  }
}
