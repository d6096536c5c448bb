import type { HeaderList } from '../../server/contract/log-entry.ts';

/** The values of every line of this name, in order. `name` is in lower case. */
export function headerValues(headers: HeaderList, name: string): string[] {
  return headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
}
