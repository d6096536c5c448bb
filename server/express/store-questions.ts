/** Answers the questions of an inspector about the stores of this app, and reports which of their sessions change. */
import type { Store } from 'express-session';
import { MAX_LISTED_AT_ONCE } from '../contract/app-line-limits.ts';
import type { AppLine, StoreQuestion } from '../contract/app-lines.ts';
import type { StoreFollower } from './observe-store.ts';
import { type StoreList, storeList } from './store-list.ts';

/** A store of the app, as the inspector may ask for it. */
export interface ListedStore extends StoreFollower {
  /** Null if its sessions cannot be listed. */
  readonly list: StoreList | null;
}

interface Followed extends ListedStore {
  isOn: boolean;
  readonly waiting: Set<string | null>;
}

interface Teller {
  tell(line: object): void;
}

/** Changes of this time are told together. */
const gatherMs = 20;

/** The timer of Node itself: a test of the app may replace the global one. */
const { setTimeout: later } = globalThis;

/** The stores of the app by their place. */
export class StoreQuestions {
  readonly #teller: Teller;
  readonly #stores = new Map<number, Followed>();

  constructor(teller: Teller) {
    this.#teller = teller;
  }

  /** Takes a store of the app. `memoryStore`: the class of that name in its express-session. */
  storeAt(place: number, store: Store, memoryStore: unknown): ListedStore {
    const waiting = new Set<string | null>();
    const list = storeList(store, memoryStore);
    const followed: Followed = {
      list,
      isOn: false,
      waiting,
      changed: (sid) => {
        list?.rest();
        waiting.add(sid);
        if (waiting.size > 1) return;
        later(() => this.#tellChanges(place, followed), gatherMs).unref();
      },
    };
    this.#stores.set(place, followed);
    return followed;
  }

  /** Takes a line of an inspector, whose members are not known. */
  hear(line: { readonly t: unknown }): void {
    const { store: place, number, from, sids, isOn } = line as Readonly<Record<string, unknown>>;
    const store = typeof place === 'number' ? this.#stores.get(place) : undefined;
    if (typeof place !== 'number' || store === undefined) return;
    if (line.t === 'follow') store.isOn = isOn === true;
    else if (typeof number !== 'number') return;
    else if (line.t === 'list' && typeof from === 'number' && Number.isSafeInteger(from) && from >= 0)
      void this.#answer(store, number, { t: 'list', store: place, from });
    else if (line.t === 'read' && Array.isArray(sids)) {
      const known = sids.filter((sid): sid is string => typeof sid === 'string').slice(0, MAX_LISTED_AT_ONCE);
      void this.#answer(store, number, { t: 'read', store: place, sids: known });
    }
  }

  /** The inspector is gone. */
  rest(): void {
    for (const store of this.#stores.values()) {
      store.isOn = false;
      store.list?.rest();
    }
  }

  async #answer({ list }: Followed, number: number, question: StoreQuestion): Promise<void> {
    if (list === null) return;
    const line: AppLine = { t: 'listed', number, ...(await list.answer(question)) };
    this.#teller.tell(line);
  }

  #tellChanges(store: number, { waiting }: Followed): void {
    const isMany = waiting.has(null) || waiting.size > MAX_LISTED_AT_ONCE;
    const sids = isMany ? null : [...waiting].filter((sid) => sid !== null);
    waiting.clear();
    const line: AppLine = { t: 'changed', store, sids };
    this.#teller.tell(line);
  }
}
