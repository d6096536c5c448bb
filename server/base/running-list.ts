/** An item of a list, with its neighbours. */
export interface Place<Item> {
  readonly item: Item;
  before: Place<Item> | null;
  after: Place<Item> | null;
}

/**
 * The items that are running now, such as requests, in the order in which they were added. It is for items that are
 * added and removed all the time. A Map or a Set makes a new table every few changes, and V8 keeps the items of each
 * old table alive until a full collection, with all that they refer to (docs/speed.md).
 */
export class RunningList<Item extends object> {
  #first: Place<Item> | null = null;
  #last: Place<Item> | null = null;

  /** Returns the place of the item, for `remove`. */
  add(item: Item): Place<Item> {
    const place: Place<Item> = { item, before: this.#last, after: null };
    if (this.#last === null) this.#first = place;
    else this.#last.after = place;
    this.#last = place;
    return place;
  }

  /** Removing an item again has no effect. */
  remove(place: Place<Item>): void {
    const { before, after } = place;
    if (before === null && this.#first !== place) return;
    if (before === null) this.#first = after;
    else before.after = after;
    if (after === null) this.#last = before;
    else after.before = before;
    // An old place must not keep its former neighbours alive.
    place.before = null;
    place.after = null;
  }

  /** The caller may remove the item that it got last, and no other one. */
  *[Symbol.iterator](): Generator<Item> {
    for (let place = this.#first; place !== null; ) {
      // Read first, because the caller may remove the item.
      const { item, after } = place;
      yield item;
      place = after;
    }
  }
}
