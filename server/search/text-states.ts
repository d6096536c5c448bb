import { GROUP, gramsOf } from './dictionary.ts';
import type { TextTest } from './plan.ts';
import type { Shard } from './shard.ts';

/** Whether an item answers yes to a predicate, as far as is known. */
const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** So many texts are looked at before an index is asked: what is common is found in the newest entries at once. */
const probes = 300;

/**
 * The answers of a shard's items to one predicate, each found out when it is first needed. An index narrows them down
 * to candidates as soon as looking alone takes too long.
 */
export class TextStates {
  readonly isNegated: boolean;
  readonly #test: TextTest['predicate'];
  readonly #shard: Shard;
  #states: Uint8Array;
  #looks = 0;
  #isNarrowed = false;
  /** No item below this one answers yes. */
  #noneBelow = 0;

  constructor({ predicate, isNegated }: TextTest, shard: Shard) {
    this.isNegated = isNegated;
    this.#test = predicate;
    this.#shard = shard;
    this.#states = new Uint8Array(shard.dictionary.count);
    if (predicate.candidates.by === 'start') this.narrow();
  }

  /** How many texts were looked at: that takes time, unlike the rest. */
  get looks(): number {
    return this.#looks;
  }

  /** Asks the index which texts may answer yes; all others answer no from then on. */
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

  /** Whether one of these items may answer yes: false is sure. Nothing is looked at. */
  mayAnyOf(items: Uint32Array): boolean {
    if (this.#noneBelow === this.#shard.dictionary.count) return false;
    const states = this.#states;
    for (let at = 0; at < items.length; at++) if (states[items[at] as number] !== NO) return true;
    return false;
  }

  /** Whether one of these items answers yes. */
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

  /** Items that came since are unknown: few, so the index is not asked again. */
  #grow(): void {
    const longer = new Uint8Array(Math.ceil(this.#shard.dictionary.count * 1.1) + 64);
    longer.set(this.#states);
    this.#states = longer;
  }
}

function isOneGram(parts: readonly string[]): boolean {
  return parts.length === 1 && [...(parts[0] ?? '')].length === 3 && gramsOf(parts[0] ?? '').length === 1;
}
