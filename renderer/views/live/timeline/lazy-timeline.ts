import { lazyPart } from '../../../shared/lazy-part.tsx';

/** The timeline is a separate file: the actors and the table are on the screen before it. */
export const Timeline = lazyPart(async () => (await import('./timeline.tsx')).Timeline);
