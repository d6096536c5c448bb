import type { PartReading } from '../contract/recording.ts';

/**
 * Reports that a part of an entry was read differently from what the file contains. `member` is the path of the member.
 */
export type NotePart = (how: PartReading['how'], member: string) => void;

const NUMBER = /^[+-]?\d{1,15}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?$/i;

/**
 * The members of an object in a file of another program. Programs omit members, write null, and write a number as text
 * or a text as a number. Null and missing members are null here; a value of another type is converted if that is
 * certain, else it is null and reported.
 */
export class LooseMembers {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #note: NotePart;
  /** False if the value is not an object. */
  readonly isObject: boolean;

  constructor(value: unknown, path: string, note: NotePart) {
    this.isObject = isObject(value);
    this.#members = isObject(value) ? value : {};
    this.#path = path;
    this.#note = note;
  }

  has(name: string): boolean {
    return this.value(name) !== null;
  }

  /** The value as in the file. Null if the member is missing. */
  value(name: string): unknown {
    return Object.hasOwn(this.#members, name) ? (this.#members[name] ?? null) : null;
  }

  text(name: string): string | null {
    const value = this.value(name);
    return value === null ? null : (textOf(value) ?? this.#unknown(name));
  }

  /**
   * A finite number. A text is converted only if the whole text is a number. An empty text counts as missing and is not
   * reported.
   */
  number(name: string): number | null {
    const value = this.value(name);
    if (value === null || value === '') return null;
    return numberOf(value) ?? this.#unknown(name);
  }

  object(name: string): LooseMembers {
    const value = this.value(name);
    if (value !== null && !isObject(value)) this.#unknown(name);
    return new LooseMembers(value, this.#pathOf(name), this.#note);
  }

  /**
   * The items of a list, each converted by `read`. An item for which `read` returns null is left out and reported, as
   * is a value that is not a list. `rescue` can convert a value that is not a list.
   */
  list<Item>(name: string, read: (item: unknown) => Item | null, rescue: (value: unknown) => unknown[] | null): Item[] {
    const value = this.value(name);
    if (value === null) return [];
    const items = Array.isArray(value) ? value : rescue(value);
    if (items === null) this.#unknown(name);
    else if (!Array.isArray(value)) this.#note('other-form', this.#pathOf(name));
    return (items ?? []).flatMap((item) => {
      const found = read(item);
      if (found === null) this.#note('left-out', this.#pathOf(name));
      return found === null ? [] : [found];
    });
  }

  /** Reports that the value was not understood. */
  #unknown(name: string): null {
    this.#note('unknown', this.#pathOf(name));
    return null;
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}

/** The text of a value that is certainly meant as one; null for null, lists and objects. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A number, or the number that a text contains. Null for other values. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
