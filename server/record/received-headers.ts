import { remembering } from '../base/remembering.ts';
import type { HeaderList } from '../contract/log-entry.ts';

/** No header contains this text: Node refuses a request that has it. */
const separator = '\0';

/**
 * Pairs up Node's `rawHeaders` (name, value, name, value, ...) with order, case and duplicates unchanged. Equal headers
 * get the same list, so callers must not change it.
 */
export function receivedHeaders(rawHeaders: readonly string[]): HeaderList {
  return pairsOf(rawHeaders.join(separator));
}

const pairsOf = remembering((joined: string): HeaderList => {
  const items = joined.split(separator);
  const pairs: HeaderList = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    pairs.push([items[index] as string, items[index + 1] as string]);
  }
  return pairs;
});
