import { lazyPart } from '../../../shared/lazy-part.tsx';

/** The sessions in the store of a watched app. They are loaded when a store is attached. */
export const StoreSessions = lazyPart(async () => (await import('./store-sessions.tsx')).StoreSessions);
