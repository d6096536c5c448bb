import type { StoreColumns, StoreState } from '../contract/store-state.ts';
import type { Storage } from '../storage/storage.ts';
import { type AttachedStore, attachStore } from '../stores/attached-store.ts';
import { withColumns } from '../stores/store-place.ts';
import type { InsideApp } from '../targets/watched/inside-apps.ts';
import { type ToldStore, toldStoreOf } from '../targets/watched/told-store.ts';
import type { StartContext } from './start-context.ts';
import { createStoreLines } from './store-lines.ts';
import { createStoreSessions, type StoreSessions } from './store-sessions.ts';

export interface AppStoreOptions {
  /** The address of the store at the start, with its password. Null to attach none. */
  readonly where: string | null;
  /** What is known of the app at the moment. */
  readonly framework: () => string | null;
  readonly cookieName: () => string | null;
  readonly secrets: () => readonly string[];
  /** The app itself, if it reports its sessions. */
  readonly telling: () => InsideApp | null;
  readonly storage: Pick<Storage, 'logReader' | 'settle'>;
  readonly onChange: () => void;
}

/** The session store of one watched app: attached by an address, listed by the app itself, or not known. */
export interface AppStore {
  /** The store that is attached by an address. */
  readonly attached: () => AttachedStore | null;
  /** The store that the app itself lists. */
  readonly told: () => ToldStore | null;
  readonly sessions: StoreSessions;
  /** Reads this session store from now on. Null to read none. */
  attach(where: string | null): void;
  /** Connects to the attached store once more. */
  attachAgain(): void;
  /** Reads other columns of the attached database. The address with them, or null if no store is attached. */
  readColumns(columns: StoreColumns): string | null;
}

/** Attaches the store of the start. It is closed with the app. */
export function createAppStore(options: AppStoreOptions, { say, report, closing }: StartContext): AppStore {
  const { framework, cookieName, secrets, storage, onChange } = options;
  let attached: AttachedStore | null = null;
  let whereNow: string | null = null;
  const told = () => toldStoreOf(options.telling(), cookieName());
  const sessions = createStoreSessions({
    store: () => attached,
    told,
    reader: storage.logReader,
    settle: () => storage.settle(),
    secrets,
    cookieName,
    onError: (error) => report('listing the session store', error),
  });
  closing.add(() => sessions.close());
  const attach = (where: string | null, before?: StoreState) => {
    whereNow = where;
    const old = attached;
    const sayStore = createStoreLines(say);
    attached =
      where === null
        ? null
        : attachStore({
            where,
            hints: () => ({ framework: framework(), cookie: cookieName() }),
            secrets,
            onChange: () => {
              sayStore(attached?.state ?? null);
              onChange();
            },
            ...(before === undefined ? {} : { before }),
          });
    sessions.reset();
    void old?.close();
  };
  attach(options.where);
  closing.add(() => attached?.close() ?? Promise.resolve());
  return {
    attached: () => attached,
    told,
    sessions,
    attach: (where) => attach(where),
    attachAgain: () => attach(whereNow, attached?.state),
    readColumns(columns) {
      if (whereNow !== null) attach(withColumns(whereNow, columns));
      return whereNow;
    },
  };
}
