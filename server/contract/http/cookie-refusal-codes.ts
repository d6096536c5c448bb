import type { CookieRefusal } from './cookie-refusal.ts';

/** Every code of a refusal. */
export const cookieRefusalCodes = [
  'empty',
  'control-character',
  'tab',
  'nameless-equals',
  'domain-not-ascii',
  'too-large',
  'none-not-secure',
  'partitioned-not-secure',
  'prefix',
  'nameless-prefix',
  'foreign-domain',
  'public-suffix',
  'secure-over-http',
  'http-only-from-script',
  'cross-site',
  'secure-in-the-way',
  'http-only-in-the-way',
] as const satisfies readonly CookieRefusal['code'][];
