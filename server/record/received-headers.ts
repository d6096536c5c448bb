import type { HeaderList } from '../contract/log-entry.ts';

/** Pairs up Node's `rawHeaders` (name, value, name, value, ...): order, case and duplicates as they came. */
export function receivedHeaders(rawHeaders: readonly string[]): HeaderList {
  const pairs: HeaderList = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] as string, rawHeaders[index + 1] as string]);
  }
  return pairs;
}
