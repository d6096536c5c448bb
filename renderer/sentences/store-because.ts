import type { StoreState } from '../../server/contract/store-state.ts';
import type { WatchStrings } from '../strings/en/watch.ts';

/** Why an attached store is taken for its kind. */
export function storeBecauseText(
  { because, mapping, framework }: Extract<StoreState, { readonly state: 'reading' }>,
  { storeBecause: t }: WatchStrings,
): string {
  switch (because.code) {
    case 'columns':
      return t.columns(mapping, because.table, because.key, because.value);
    case 'names':
      return t.names(mapping, because.count, because.of);
    case 'prefix':
      return t.prefix(framework, because.count, because.prefix);
    case 'express-cookie':
      return t.expressCookie(because.count, because.of);
    case 'guessed':
      return because.by === 'framework' ? t.byFramework(framework) : t.byFolderName(framework);
    case 'kind-given':
      return t.kindGiven;
    case 'columns-given':
      return t.columnsGiven(because.table, because.key, because.value, because.expiry);
  }
}
