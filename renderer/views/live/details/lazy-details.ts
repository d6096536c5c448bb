import { lazyPart } from '../../../shared/lazy-part.tsx';

/** The details of an entry. They are loaded before an entry is selected. */
export const EntryDetails = lazyPart(async () => (await import('./entry-details.tsx')).EntryDetails);
