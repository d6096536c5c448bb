/** A session store in the process of an app that reports its sessions itself. */
import type { ListedSession, ListedSessions } from '../../contract/app-lines.ts';
import type { OwnAccess } from '../../stores/census/store-census.ts';
import type { StoredValue } from '../../stores/read-row.ts';
import { RowFault, type RowHead, StoreFault, type StoreReader } from '../../stores/store-reader.ts';
import type { AppQuestions } from './app-questions.ts';
import type { InsideApp } from './inside-apps.ts';

/** A store whose sessions the app lists, under the name of its class. */
export type ToldStore = OwnAccess;

/** More sessions are left out of the list. */
const mostRows = 10_000;

/** express-session asks by `cookie.expires` within the session whether it has ended. */
const kept = {
  framework: 'Express',
  transport: 'app',
  id: 'express',
  key: { prefix: '', hash: 'none', suffix: '' },
  value: 'express-json',
  clock: 'within',
} as const;

/** The store of the app whose sessions can be listed: the one of this cookie, else the first. Null if there is none. */
export function toldStoreOf(app: InsideApp | null, cookieName: string | null): ToldStore | null {
  if (app === null) return null;
  const listed = [...app.sessions.entries()].filter(([, { isListed }]) => isListed === true);
  const [place, about] = listed.find(([, one]) => one.cookieName === cookieName) ?? listed[0] ?? [0, null];
  if (about === null) return null;
  const { store: name, cookieName: cookie } = about;
  const known = knownStores.get(app.questions) ?? new Map<number, ToldStore>();
  knownStores.set(app.questions, known);
  const store = known.get(place) ?? {
    mapping: { name, cookie, ...kept },
    mostRows,
    open: () => openToldStore(app, place, name),
  };
  known.set(place, store);
  return store;
}

/** One store stays one object, so that its list continues. */
const knownStores = new WeakMap<AppQuestions, Map<number, ToldStore>>();

async function openToldStore({ questions }: InsideApp, store: number, name: string): Promise<StoreReader> {
  let total = 0;
  const answered = (answer: ListedSessions | null): ListedSessions => {
    if (answer === null) throw gone();
    if (answer.refusal !== undefined) throw refused(answer, name);
    total = answer.total;
    return answer;
  };
  const list = async (from: number) => answered(await questions.ask({ t: 'list', store, from }));
  const readAll = async (sids: readonly string[]) => {
    const { rows } = answered(await questions.ask({ t: 'read', store, sids }));
    const bySid = new Map(rows.map((row) => [row.sid, row]));
    return sids.map((sid) => bySid.get(sid) ?? null);
  };
  await list(0);
  return {
    transport: 'app',
    async read(sid) {
      const [row = null] = await readAll([sid]);
      return row === null ? null : storedIn(row);
    },
    async page(cursor) {
      const { rows, next } = await list(Number(cursor ?? 0));
      return { keys: rows.map(({ sid }) => sid), next: next === null ? null : String(next) };
    },
    outline: async () => ({ tables: [], keys: [] }),
    async *walk() {
      let from: number | null = 0;
      for (let seen = 0; from !== null && seen <= mostRows; ) {
        const { rows, next }: ListedSessions = await list(from);
        yield rows.map(headOf);
        seen += rows.length;
        from = next;
      }
    },
    async heads(sids) {
      const heads: (RowHead | null)[] = [];
      for (let from = 0; from < sids.length; from += sidsAtOnce) {
        const rows = await readAll(sids.slice(from, from + sidsAtOnce));
        heads.push(...rows.map((row) => (row === null ? null : headOf(row))));
      }
      return heads;
    },
    async count() {
      if (questions.isOver) throw gone();
      return total;
    },
    async watch(_prefix, { changed, something }) {
      const stop = questions.follow(store, (sids) => (sids === null ? something() : changed(sids)));
      return { news: 'app', stop: async () => stop() };
    },
    close: async () => {},
  };
}

/** So that the answer stays short, even if every session is large. */
const sidsAtOnce = 100;

function headOf({ sid: key, expiresAtMs, bytes }: ListedSession): RowHead {
  return { key, bytes, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) };
}

function storedIn({ json, bytes, expiresAtMs }: ListedSession): StoredValue {
  if (json === undefined) throw new RowFault('row-too-large', { about: String(bytes) });
  return { bytes: Buffer.from(json), expiresAtMs: expiresAtMs ?? null };
}

function gone(): StoreFault {
  return new StoreFault('app-silent');
}

function refused({ refusal, total, detail = '' }: ListedSessions, name: string): StoreFault {
  switch (refusal) {
    case 'too-many':
      return new StoreFault('app-too-many', { place: name, about: String(total) });
    case 'too-slow':
      return new StoreFault('app-too-slow', { place: name });
    case 'no-ids':
      return new StoreFault('app-no-ids', { place: name });
    default:
      return new StoreFault('app-failed', { place: name, quote: detail });
  }
}
