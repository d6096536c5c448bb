import { remembering } from '../base/remembering.ts';
import type { ActorRef } from '../contract/actor.ts';

/** The order matters: each browser's User-Agent also contains the names after it. */
const products: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(?:Headless)?Chrom(?:e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

/**
 * Names a program outside the app by its User-Agent: the browser's name, else the first product token (`curl`), else
 * "Unknown".
 */
export function actorFromUserAgent(userAgent: string | undefined): ActorRef {
  return actorOf(userAgent ?? '');
}

const actorOf = remembering((userAgent: string): ActorRef => {
  const name = nameOf(userAgent);
  return { id: `outside:${name}`, name, kind: 'outside' };
});

function nameOf(userAgent: string): string {
  const browser = products.find(([pattern]) => pattern.test(userAgent));
  if (browser !== undefined) return browser[1];
  return /^[A-Za-z][\w.-]{0,39}/.exec(userAgent)?.[0] ?? 'Unknown';
}
