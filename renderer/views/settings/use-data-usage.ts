import { useEffect, useState } from 'react';
import type { DataUsage } from '../../../server/contract/results.ts';
import { useCommands } from '../../data/use-inspector.ts';

const EVERY_MS = 5_000;

/**
 * What the data folder takes on the disk, and how far back the log goes: asked for while somebody looks. Null until
 * it has been told.
 */
export function useDataUsage(): DataUsage | null {
  const { dataUsage } = useCommands();
  const [usage, setUsage] = useState<DataUsage | null>(null);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await dataUsage();
      if (isGone) return;
      // One that failed was told of; asking again and again would tell of it again and again.
      if (answer === null) return;
      setUsage(answer);
      timer = setTimeout(ask, EVERY_MS);
    };
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [dataUsage]);
  return usage;
}
