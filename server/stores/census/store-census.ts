import { AskedThread } from '../../base/asked-thread.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { StoreAccess } from '../attached-store.ts';
import type { StoreMapping } from '../mappings.ts';
import type { StoreReader } from '../store-reader.ts';
import { Census, type CensusPage, type CensusQuery } from './census.ts';
import type { LoggedSession } from './census-rows.ts';
import type { CensusAnswer, CensusOrder } from './census-worker.ts';

/** A small store that only this process can reach. */
export interface OwnAccess {
  readonly mapping: StoreMapping;
  readonly mostRows: number;
  /** Opens a reader. Rejects with a StoreFault. */
  readonly open: () => Promise<StoreReader>;
}

/** The list of the rows of an attached store, made by a thread; that of a small store is made in this process. */
export interface StoreCensusThread {
  /** `unchanged` if the page of the given version is current. Null if the store is not recognised. */
  page(query: CensusQuery): Promise<CensusPage | 'unchanged' | null>;
  /** A request of the log carried a session. */
  note(session: LoggedSession): void;
  close(): Promise<void>;
}

export interface StoreCensusOptions {
  /** The store at present. Null while it is not recognised. */
  readonly access: () => StoreAccess | OwnAccess | null;
  /** Called when a list begins, with the way to tell it the sessions of the log. */
  readonly onBegin: (note: (session: LoggedSession) => void) => void;
  /** Called with the error that ended a thread. */
  readonly onError: (error: Error) => void;
}

/** A list that was not requested for this long is dropped: the store is left alone, and the memory is freed. */
const idleMs = 60_000;

type CensusThread = Pick<AskedThread<CensusQuery, CensusAnswer, CensusOrder>, 'ask' | 'tell' | 'stop'>;

function censusHere({ mapping, mostRows, open }: OwnAccess): CensusThread {
  const census = new Census({ mapping, mostRows, open });
  return {
    ask: async (query) => ({ page: await census.page(query) }),
    tell: ({ noted }) => census.note(noted),
    stop: () => census.stop(),
  };
}

/** Starts with the first request, and ends after a minute without one or when another store is attached. */
export function createStoreCensus({ access, onBegin, onError }: StoreCensusOptions): StoreCensusThread {
  let thread: CensusThread | null = null;
  let of: StoreAccess | OwnAccess | null = null;
  let idle: NodeJS.Timeout | null = null;
  const end = async (): Promise<void> => {
    if (idle !== null) clearTimeout(idle);
    const ending = thread;
    thread = null;
    of = null;
    await ending?.stop();
  };
  const threadOf = (access: StoreAccess): CensusThread => {
    const started: CensusThread = new AskedThread(workerFile('census-worker', import.meta.url), {
      workerData: access,
      closed: 'The list of the store was given up.',
      onEnd(error) {
        if (thread === started) thread = null;
        if (error !== null) onError(error);
      },
    });
    return started;
  };
  const start = (found: StoreAccess | OwnAccess): CensusThread => {
    const started = 'open' in found ? censusHere(found) : threadOf(found);
    of = found;
    thread = started;
    onBegin((session) => {
      if (thread === started) started.tell({ noted: [session] });
    });
    return started;
  };
  return {
    async page(query) {
      const found = access();
      if (found === null) return null;
      if (thread !== null && !isSame(of, found)) void end();
      const running = thread ?? start(found);
      if (idle !== null) clearTimeout(idle);
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
      // A list that was ended on purpose meanwhile has no answer. The next question begins a new one.
      const answer = await running.ask(query).catch((error: unknown) => {
        if (thread === running) throw error;
        return { page: null };
      });
      if (answer === null) throw new Error('The list of the store ended with an error. It begins again.');
      return answer.page ?? 'unchanged';
    },
    note: (session) => thread?.tell({ noted: [session] }),
    close: end,
  };
}

function isSame(left: StoreAccess | OwnAccess | null, right: StoreAccess | OwnAccess): boolean {
  if (left === null || 'open' in left || 'open' in right) return left === right;
  return left.place === right.place && left.mapping === right.mapping;
}
