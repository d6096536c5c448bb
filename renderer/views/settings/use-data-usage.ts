import { useEffect, useState } from 'react';
import type { DataUsage } from '../../../server/contract/results.ts';
import { useCommands } from '../../data/use-inspector.ts';

const EVERY_MS = 5_000;

/**
 * The disk space of the data folder, and the time of the oldest entry. It is requested while the section is visible.
 * Null until the first result.
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
      // A failure was reported already. Repeating the request would repeat the report.
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
