import { parseCookieHeader } from '../../cookie/parse-cookie-header.ts';
import { boundedMemo } from './bounded-map.ts';
import { secretsInText } from './named-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { readingsOf } from './text-reading.ts';

/** Shorter texts hold no name with a secret under it, and no token with its mark. */
const SHORTEST = 12;
const NONE: readonly string[] = [];

/**
 * The secrets inside a secret: what the JSON of a cookie or the payload of a token has under the name of one. They
 * are replaced with what they are in, but may turn up alone in another text, as the data of a session does beside its
 * cookie.
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

/** What is secret in the names of cookies: what stands before an equals sign may be a token that ends in one. */
export function secretsInCookieNames(header: string): SecretRange[] {
  return parseCookieHeader(header).flatMap(({ name, start }) => {
    if (name.length < SHORTEST) return [];
    const ranges = secretsInText(readingsOf(name));
    return ranges.map((range) => ({ ...range, start: range.start + start, end: range.end + start }));
  });
}
