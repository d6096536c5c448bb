import type { DecodeRequest } from '../../data/cookie-commands.ts';
import type { Bench } from '../../navigation/bench.ts';
import { MAX_TEXT } from '../../shared/cookie/use-decoding.ts';

/** What the inspector is asked about what lies on the bench; null if there is nothing, or too much. */
export function decodeRequest(bench: Bench, change: Partial<Bench> = {}): DecodeRequest | null {
  const { text, name, format, secrets, usesSiteSecrets, checksWeakSecrets } = { ...bench, ...change };
  if (text.trim() === '' || text.length > MAX_TEXT) return null;
  const request = { text, name, secrets: [...secrets], usesSiteSecrets, checksWeakSecrets };
  return format === null ? request : { ...request, format };
}
