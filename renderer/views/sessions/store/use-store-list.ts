import { useCallback, useEffect, useState } from 'react';
import type { StorePage, StorePageQuery, StoreRowSummary } from '../../../../server/contract/store-list.ts';
import type { StoreState } from '../../../../server/contract/store-state.ts';
import { useCommands } from '../../../data/use-inspector.ts';
import { type Pages, usePages } from '../use-pages.ts';

export type StoreQuery = Pick<StorePageQuery, 'sort' | 'isDescending' | 'text' | 'inValues' | 'state'>;
export type ListedPage = Extract<StorePage, { readonly state: 'page' }>;

export interface StoreList extends Pages<StoreRowSummary, ListedPage> {
  /** Another text after each change of the store or of what is known of it. */
  readonly version: string | null;
  /** The latest page. Null before the first one. */
  readonly page: ListedPage | null;
  /** Why there is no list. Null if there is one. */
  readonly noList: { readonly store: StoreState | null } | null;
}

/** How often the list is asked whether it has changed, and how often the rows in sight are read again at most. */
const ASK_MS = 400;
const REFRESH_MS = 250;

interface Heard {
  readonly name: string;
  readonly page: ListedPage | null;
  readonly noList: StoreList['noList'];
}

/** The rows of the store that are wanted, kept current while they are shown. */
export function useStoreList({ sort, isDescending, text, inValues, state }: StoreQuery): StoreList {
  const { storePage } = useCommands();
  const name = `${sort} ${isDescending} ${state} ${inValues} ${text}`;
  const [heard, setHeard] = useState<Heard | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    let since: string | null = null;
    const ask = async (): Promise<void> => {
      const answer = await storePage({ sort, isDescending, text, inValues, state, offset: 0, limit: 1, since });
      if (isOver) return;
      if (answer?.state === 'page') {
        since = answer.version;
        setHeard({ name, page: answer, noList: null });
      } else if (answer?.state === 'no-list') setHeard({ name, page: null, noList: answer });
      timer = setTimeout(() => void ask(), ASK_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [storePage, name, sort, isDescending, text, inValues, state]);

  const read = useCallback(
    async (offset: number, limit: number) => {
      const answer = await storePage({ sort, isDescending, text, inValues, state, offset, limit, since: null });
      return answer?.state === 'page' ? answer : null;
    },
    [storePage, sort, isDescending, text, inValues, state],
  );
  const version = heard?.page?.version ?? null;
  const pages = usePages<StoreRowSummary, ListedPage>({
    isOn: heard?.noList == null,
    name,
    isTyped: text !== '',
    changes: version,
    refreshMs: REFRESH_MS,
    ask: read,
  });
  return { ...pages, version, page: heard?.page ?? null, noList: heard?.noList ?? null };
}
