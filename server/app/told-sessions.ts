import type { AttachedStore, StoreAccess } from '../stores/attached-store.ts';
import type { OwnAccess } from '../stores/census/store-census.ts';
import { shownRow } from '../stores/content/row-content.ts';
import { versionOf } from '../stores/read-row.ts';
import { keyOfCookie } from '../stores/session-key.ts';
import { asStoreFault, StoreFault } from '../stores/store-reader.ts';
import type { ToldStore } from '../targets/watched/told-store.ts';

/** What a list needs of a store: of an attached one, or of one in the process of the app. */
export interface ListedStore
  extends Pick<AttachedStore, 'mapping' | 'zoneQuarters' | 'keyOf' | 'read' | 'shown' | 'recognise'> {
  /** Of a store in the app: null, unless the app refuses to list it. */
  readonly state: AttachedStore['state'] | null;
  readonly access: StoreAccess | OwnAccess | null;
}

/** The store in the process of an app, for the list of its sessions. */
export function toldSessions({ mapping, mostRows, open }: ToldStore, secrets: () => readonly string[]): ListedStore {
  let state: ListedStore['state'] = null;
  const access: OwnAccess = {
    mapping,
    mostRows,
    async open() {
      try {
        const reader = await open();
        state = null;
        return reader;
      } catch (error) {
        // The app answers, and does not allow this.
        if (error instanceof StoreFault && error.code === 'no-permission')
          state = {
            state: 'fault',
            shown: mapping.name,
            code: error.code,
            why: error.why,
            detail: error.message,
            sinceMs: state?.state === 'fault' ? state.sinceMs : Date.now(),
            lastReadMs: null,
            isTriedAgain: true,
          };
        throw error;
      }
    },
  };
  return {
    get state() {
      return state;
    },
    mapping,
    zoneQuarters: null,
    access,
    keyOf: (cookie) => keyOfCookie(mapping, cookie, secrets()),
    // The app sends sessions of a bounded size, so they need no thread. The cookie within the session is the clock
    // of the row here, and no second one.
    shown: async (row) => ({ ...shownRow(row), cookieExpiresAtMs: null }),
    recognise: async () => false,
    async read(key) {
      try {
        const stored = await (await open()).read(key);
        if (stored === null) return { state: 'absent' };
        const { value: format, clock } = mapping;
        const options = { format, clock, nowMs: Date.now() };
        return { state: 'present', row: { stored, options, version: versionOf(stored, format) } };
      } catch (error) {
        return { state: 'out-of-reach', why: asStoreFault(error).why };
      }
    },
  };
}
