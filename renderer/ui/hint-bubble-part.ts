import { loadable } from './use-loaded.ts';

/** The hint of the library, loaded at the first hint. */
export const hintBubble = loadable(() => import('./hint-bubble.tsx'));
