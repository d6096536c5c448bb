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

/** The values that were read last, by the keys of their rows. A value is removed when its row changes. */
export class KeptValues {
  readonly #values = new Map<string, KeptValue>();

  get(key: string): KeptValue | undefined {
    return this.#values.get(key);
  }

  keep(key: string, value: KeptValue): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= mostKeptValues) return;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined) this.#values.delete(oldest);
  }

  forget(key: string): void {
    this.#values.delete(key);
  }

  forgetAll(): void {
    this.#values.clear();
  }
}
