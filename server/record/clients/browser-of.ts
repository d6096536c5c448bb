import { remembering } from '../../base/remembering.ts';
import type { Browser } from '../../contract/http/jar/browser-rules.ts';

/**
 * The cookie rules that apply to a client, by its User-Agent. A program that names no browser is treated as Chromium.
 */
export function browserOf(userAgent: string | undefined): Browser {
  return fromUserAgent(userAgent ?? '');
}

const fromUserAgent = remembering((userAgent: string): Browser => {
  if (/\bFirefox\//.test(userAgent)) return 'firefox';
  return /\bSafari\//.test(userAgent) && !/\b(?:Headless)?Chrom(?:e|ium)\//.test(userAgent) ? 'safari' : 'chromium';
});
