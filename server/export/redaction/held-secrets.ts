import { parseCookieHeader } from '../../cookie/parse-cookie-header.ts';
import { boundedMemo } from './bounded-map.ts';
import { secretsInText } from './named-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { readingsOf } from './text-reading.ts';

/** Shorter texts cannot contain a name with a secret, nor a token with its prefix. */
const SHORTEST = 12;
const NONE: readonly string[] = [];

/**
 * The secrets inside a secret: values under the name of a secret in the JSON of a cookie or in the payload of a token.
 * They are replaced together with the outer secret, but they may also occur alone in another text, like session data
 * next to its cookie.
 */
export const secretsHeldBy: (secret: string) => readonly string[] = boundedMemo((secret) => {
  if (secret.length < SHORTEST) return NONE;
  return [
    ...new Set(
      secretsInText(readingsOf(secret))
        .filter(isOther)
        .map((range) => range.secret),
    ),
  ];

  function isOther({ secret: held, isLocal }: { readonly secret: string; readonly isLocal?: boolean }): boolean {
    return held !== secret && isLocal !== true;
  }
}, 2_000);

/** The secrets in the names of cookies: the text before an equals sign may be a token that ends with one. */
export function secretsInCookieNames(header: string): SecretRange[] {
  return parseCookieHeader(header).flatMap(({ name, start }) => {
    if (name.length < SHORTEST) return [];
    const ranges = secretsInText(readingsOf(name));
    return ranges.map((range) => ({ ...range, start: range.start + start, end: range.end + start }));
  });
}
