import type { DecodeRequest } from '../../data/cookie-commands.ts';
import type { Bench } from '../../navigation/bench.ts';
import { MAX_TEXT } from '../../shared/cookie/use-decoding.ts';

/** The request to decode the content of the workbench. Null if the workbench is empty, or its content is too long. */
export function decodeRequest(bench: Bench, change: Partial<Bench> = {}): DecodeRequest | null {
  const { text, name, format, secrets, usesSiteSecrets, checksWeakSecrets } = { ...bench, ...change };
  if (text.trim() === '' || text.length > MAX_TEXT) return null;
  const request = { text, name, secrets: [...secrets], usesSiteSecrets, checksWeakSecrets };
  return format === null ? request : { ...request, format };
}
