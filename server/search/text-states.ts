import { GROUP, gramsOf } from './dictionary.ts';
import type { TextTest } from './plan.ts';
import type { Shard } from './shard.ts';

/** Whether an item matches a predicate, as far as known. */
const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** The number of texts to test before the index is used. Common matches are found in the newest entries without it. */
const probes = 300;

/**
 * Whether each item of a shard matches a predicate. Each result is computed on first use. When direct tests take too
 * long, the text index reduces the items to candidates.
 */
export class TextStates {
  readonly isNegated: boolean;
  readonly #test: TextTest['predicate'];
  readonly #shard: Shard;
  #states: Uint8Array;
  #looks = 0;
  #isNarrowed = false;
  /** No item below this number matches. */
  #noneBelow = 0;

  constructor({ predicate, isNegated }: TextTest, shard: Shard) {
    this.isNegated = isNegated;
    this.#test = predicate;
    this.#shard = shard;
    this.#states = new Uint8Array(shard.dictionary.count);
    if (predicate.candidates.by === 'start') this.narrow();
  }

  /** The number of tested texts. Only these tests take noticeable time. */
  get looks(): number {
    return this.#looks;
  }

  /** Finds the texts that may match in the text index. From then on, all other texts count as not matching. */
  narrow(): void {
    if (this.#isNarrowed) return;
    this.#isNarrowed = true;
    const { dictionary } = this.#shard;
    const { candidates } = this.#test;
    const found = dictionary.candidates(candidates);
    if (found === null) return;
    const before = this.#states;
    const states = new Uint8Array(dictionary.count).fill(NO);
    const isSure = candidates.by === 'parts' && candidates.isEnough && isOneGram(candidates.parts);
    let first = states.length;
    for (const item of found) {
      const known = before[item] ?? UNKNOWN;
      if (known === NO || !this.#asks(item)) continue;
      states[item] = known === UNKNOWN && isSure ? YES : known;
      first = Math.min(first, item);
    }
    dictionary.markGroups(states, first, NO, UNKNOWN);
    this.#states = states;
    this.#noneBelow = first === states.length ? first : 0;
  }

  /** Whether one of these items may match. False is certain. No text is tested. */
  mayAnyOf(items: Uint32Array): boolean {
    if (this.#noneBelow === this.#shard.dictionary.count) return false;
    const states = this.#states;
    for (let at = 0; at < items.length; at++) if (states[items[at] as number] !== NO) return true;
    return false;
  }

  /** Whether one of these items matches. */
  anyOf(items: Uint32Array, from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const item = items[at] as number;
      const state = this.#states[item];
      if (state === YES || (state !== NO && this.#find(item))) return true;
    }
    return false;
  }

  #find(item: number): boolean {
    if (item >= this.#states.length) this.#grow();
    const { dictionary } = this.#shard;
    let isYes = false;
    if (dictionary.fieldOf(item) === GROUP) {
      isYes = this.anyOf(dictionary.members, dictionary.startOf(item), dictionary.startOf(item + 1));
    } else if (this.#asks(item)) {
      if (++this.#looks === probes) this.narrow();
      isYes = this.#test.test(dictionary.textOf(item));
    }
    this.#states[item] = isYes ? YES : NO;
    return isYes;
  }

  #asks(item: number): boolean {
    return (this.#test.fields & (1 << this.#shard.dictionary.fieldOf(item))) !== 0;
  }

  /** Items that were added later are unknown. They are few, so the text index is not queried again. */
  #grow(): void {
    const longer = new Uint8Array(Math.ceil(this.#shard.dictionary.count * 1.1) + 64);
    longer.set(this.#states);
    this.#states = longer;
  }
}

function isOneGram(parts: readonly string[]): boolean {
  return parts.length === 1 && [...(parts[0] ?? '')].length === 3 && gramsOf(parts[0] ?? '').length === 1;
}
