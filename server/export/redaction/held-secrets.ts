import { boundedMemo } from './bounded-map.ts';
import { secretsInText } from './named-secrets.ts';
import { readingsOf } from './text-reading.ts';

/** Shorter texts hold no name with a secret under it. */
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
