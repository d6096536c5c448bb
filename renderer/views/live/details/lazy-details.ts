import { lazyPart } from '../../../shared/lazy-part.tsx';

/** The details of an entry, fetched while nobody has selected one yet. */
export const EntryDetails = lazyPart(async () => (await import('./entry-details.tsx')).EntryDetails);
