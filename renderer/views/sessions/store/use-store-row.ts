import { useEffect, useState } from 'react';
import type { StoreRow } from '../../../../server/contract/store-list.ts';
import { useCommands } from '../../../data/use-inspector.ts';

export interface ReadRow {
  readonly row: StoreRow;
  /** The last reading with a value, if the present one has none because the store cannot be read. */
  readonly lastRead: StoreRow | null;
}

/** While the row is shown it is read again after this time, also if its store does not report changes. */
const AGAIN_MS = 2_000;

/** One row of the store with its value, read again when the list has changed. Null until the first response. */
export function useStoreRow(key: string, version: string | null): ReadRow | null {
  const { storeRow } = useCommands();
  const [read, setRead] = useState<ReadRow | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version may have another value.
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const row = await storeRow(key);
      if (isOver) return;
      if (row !== null) {
        setRead((before) => ({
          row,
          lastRead: row.now.state === 'out-of-reach' ? (before?.lastRead ?? null) : row,
        }));
      }
      timer = setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [storeRow, key, version]);
  return read?.row.key === key ? read : null;
}
