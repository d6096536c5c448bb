import { onTestFinished } from 'vitest';
import { Census, type CensusQuery } from '../../server/stores/census/census.ts';
import { mappingNamed, type StoreMapping } from '../../server/stores/mappings.ts';
import { openReader } from '../../server/stores/open-reader.ts';
import { storePlace } from '../../server/stores/store-place.ts';

/** The first 200 rows of a store, whatever they are, in the order of their keys. */
export const anyRow: CensusQuery = {
  sort: 'session',
  isDescending: false,
  text: '',
  inValues: false,
  state: 'all',
  offset: 0,
  limit: 200,
  since: null,
  keyOfText: null,
  secrets: [],
};

/** The list of the sessions at a place. It is stopped when the test is over. */
export function censusOf(where: string, kind: string, mostRows?: number): Census {
  const mapping = mappingNamed(kind) as StoreMapping;
  const census = new Census({
    open: async () => openReader(await storePlace(where), mapping),
    mapping,
    ...(mostRows === undefined ? {} : { mostRows }),
  });
  onTestFinished(() => census.stop());
  return census;
}
