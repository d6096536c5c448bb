import { useEffect, useState } from 'react';
import type { Decoding } from '../../../server/contract/workbench.ts';
import type { DecodeRequest } from '../../data/cookie-commands.ts';
import { useCommands } from '../../data/use-inspector.ts';

/** Longer texts cannot have been a cookie, and are not sent (server/contract/workbench.ts). */
export const MAX_TEXT = 128 * 1024;

const PAUSE_MS = 120;

/**
 * The decoding of a text, once it has not changed for a moment. While another one is being requested the last result
 * stays, also if the request fails (which the window reports). Null if `request` is null or there is no result yet.
 * `request` must be the same object from one drawing to the next.
 */
export function useDecoding(request: DecodeRequest | null): { decoding: Decoding | null; isCurrent: boolean } {
  const { decodeCookie } = useCommands();
  const [answer, setAnswer] = useState<{ request: DecodeRequest; decoding: Decoding } | null>(null);
  useEffect(() => {
    if (request === null) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const decoding = await decodeCookie(request);
      if (isWanted && decoding !== null) setAnswer({ request, decoding });
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [request, decodeCookie]);
  if (request === null) return { decoding: null, isCurrent: true };
  return { decoding: answer?.decoding ?? null, isCurrent: answer?.request === request };
}
