import type { SharedStore } from '../../server/contract/shared-store.ts';
import { useInspector } from './use-inspector.ts';

/** The kind of the store that has the sessions of the tutorial site now. */
export function useStoreKind(): SharedStore['kind'] | 'sqlite' {
  return useInspector((state) => state.status?.sharedStore?.kind ?? 'sqlite');
}
