import type { ExpectedCookie } from '../contract/expected-cookie.ts';
import type { RequestRecord } from '../contract/log-entry.ts';

/**
 * In place of `count` items of `expectedCookies`: they are the same as the items of the entry with this id, from the
 * place `from` on. A browser holds hundreds of cookies, and from one request to the next nearly all of them are the
 * same, so a file without such runs is many times as large as the traffic.
 */
export interface CookieRun {
  readonly sameAs: { readonly id: number; readonly from: number; readonly count: number };
}

/** Shorter lists are written as they are, and no run refers to them. */
export const LEAST_COOKIES = 9;
/** A longer list is written as it is, and is not made from runs. A browser keeps about 3,300 cookies. */
export const MOST_COOKIES = 5_000;
/** The number of lists to which a run can refer: the last ones. */
export const KEPT_LISTS = 500;
/** The most items whose places are known; with more, all are forgotten, and items are written again. */
const MOST_ITEMS = 50_000;

interface PlaceOfItem {
  readonly id: number;
  readonly at: number;
  /** The number of the list among those that were written. */
  readonly list: number;
}

/** Shortens the lists of one file, in the order in which they are written. Its memory is bounded. */
export class CookieRunWriter {
  readonly #places = new Map<string, PlaceOfItem>();
  #lists = 0;

  /** The items of the entry, with a run for each sequence of items that an earlier entry has too. */
  shortened({ id, expectedCookies = [] }: RequestRecord): (ExpectedCookie | CookieRun)[] {
    if (!isShortened(expectedCookies)) return [...expectedCookies];
    const list = this.#lists++;
    const items: (ExpectedCookie | CookieRun)[] = [];
    for (const [at, cookie] of expectedCookies.entries()) {
      const key = JSON.stringify(cookie);
      const place = this.#places.get(key);
      if (place === undefined || list - place.list > KEPT_LISTS) items.push(cookie);
      else addToRun(items, place);
      this.#places.set(key, { id, at, list });
    }
    if (this.#places.size > MOST_ITEMS) this.#places.clear();
    return items;
  }
}

function addToRun(items: (ExpectedCookie | CookieRun)[], { id, at }: PlaceOfItem): void {
  const last = items.at(-1);
  const run = last !== undefined && isRun(last) ? last.sameAs : null;
  if (run !== null && run.id === id && run.from + run.count === at) {
    items[items.length - 1] = { sameAs: { ...run, count: run.count + 1 } };
  } else items.push({ sameAs: { id, from: at, count: 1 } });
}

/** Whether the JSON of an entry has enough cookies to be shortened. It costs less than parsing the entry. */
export function mayBeShortened(entryJson: string): boolean {
  let at = 0;
  for (let count = 0; count < LEAST_COOKIES; count++) {
    at = entryJson.indexOf('"came":', at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Reads the lists of one file in the order of the file. */
export class CookieRunReader {
  readonly #lists = new Map<number, readonly unknown[]>();

  /**
   * The list with the items that its runs stand for. `isWhole` is false if a run refers to an entry that was not read;
   * its items are missing. Items that are not runs are not checked.
   */
  resolved(id: number, written: readonly unknown[]): { readonly list: readonly unknown[]; readonly isWhole: boolean } {
    if (!written.some(isRun)) {
      if (isShortened(written)) this.#keep(id, written);
      return { list: written, isWhole: true };
    }
    let isWhole = true;
    const list: unknown[] = [];
    for (const item of written) {
      const same = isRun(item) ? this.#itemsOf(item, MOST_COOKIES - list.length) : [item];
      if (same === null) isWhole = false;
      else list.push(...same);
    }
    if (isShortened(list)) this.#keep(id, list);
    return { list, isWhole };
  }

  #itemsOf({ sameAs: { id, from, count } }: CookieRun, most: number): readonly unknown[] | null {
    const items = count <= most ? this.#lists.get(id)?.slice(from, from + count) : undefined;
    return items?.length === count ? items : null;
  }

  #keep(id: number, list: readonly unknown[]): void {
    this.#lists.delete(id);
    this.#lists.set(id, list);
    if (this.#lists.size <= KEPT_LISTS) return;
    const [oldest] = this.#lists.keys();
    if (oldest !== undefined) this.#lists.delete(oldest);
  }
}

function isShortened({ length }: readonly unknown[]): boolean {
  return length >= LEAST_COOKIES && length <= MOST_COOKIES;
}

function isRun(item: unknown): item is CookieRun {
  if (typeof item !== 'object' || item === null || 'name' in item || !('sameAs' in item)) return false;
  const { sameAs } = item as CookieRun;
  if (typeof sameAs !== 'object' || sameAs === null) return false;
  const { id, from, count } = sameAs;
  return Number.isInteger(id) && Number.isInteger(from) && Number.isInteger(count) && from >= 0 && count > 0;
}
