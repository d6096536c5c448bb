import type { LogEntry } from '../contract/log-entry.ts';
import { boundedMemo } from './redaction/bounded-map.ts';
import { secretsInCookieHeader, secretsInCookieValue, secretsInSetCookie } from './redaction/cookie-secrets.ts';
import { mapEntryText, type TextRole } from './redaction/entry-text.ts';
import { type IsKnownSid, KnownSecrets } from './redaction/known-secrets.ts';
import { secretsInSensitiveHeader, secretsInText } from './redaction/named-secrets.ts';
import { createPseudonyms, type SecretKind } from './redaction/pseudonym.ts';
import { replaceRanges, type SecretRange } from './redaction/secret-range.ts';
import { isSensitiveHeader } from './redaction/sensitive-name.ts';
import { readingsOf } from './redaction/text-reading.ts';

// How many texts are kept read: headers repeat from request to request.
const MAX_TEXTS = 500;

export interface RedactorOptions {
  /** Whether the store or the log knows a session of this id. */
  readonly isKnownSid: IsKnownSid;
  /** The signing secrets. */
  readonly signingSecrets: readonly string[];
}

/** An entry with its secrets replaced by pseudonyms. The entry given is left as it is. */
export type Redact = (entry: LogEntry) => LogEntry;

/**
 * Makes the redactor of one export; entries go through it in the order of the file.
 *
 * Secret by their place: session ids, the values of all cookies, headers and parameters with a sensitive name (see
 * isSensitiveName), user information of URLs, JSON Web Tokens. Each of them of eight characters or more, and each signing
 * secret, is also replaced wherever else it stands in that entry or a later one, session keys and values among it, plain or
 * encoded; known session ids in every entry. The same secret has the same pseudonym throughout the file and another in the next.
 * Names, structure, times and all other session data stay.
 *
 * What it cannot know: a text is a secret from the entry on in which it first stands in the place of one.
 */
export function createRedactor({ isKnownSid, signingSecrets }: RedactorOptions): Redact {
  const pseudonymize = createPseudonyms();
  const known = new KnownSecrets(isKnownSid, signingSecrets);
  const read = boundedMemo(readingsOf, MAX_TEXTS);
  const secretsByPlace = placeRules(boundedMemo((text) => secretsInText(read(text)), MAX_TEXTS));
  return (entry) => {
    const own = new Map<string, SecretKind>();
    mapEntryText(entry, (text, role) => {
      for (const { secret, kind } of secretsByPlace(text, role)) {
        // What stands in several places is a sid if it is one in any of them, else what it was first.
        if (kind === 'sid' || known.isSid(secret)) own.set(secret, 'sid');
        else if (!own.has(secret)) own.set(secret, kind);
      }
      return text;
    });
    known.remember(own);
    return mapEntryText(entry, (text, role) => {
      const ranges = [...secretsByPlace(text, role), ...known.find(read(text))];
      if (ranges.length === 0) return text;
      const named = ranges.map((range) => ({ ...range, kind: own.get(range.secret) ?? range.kind }));
      return replaceRanges(text, named, pseudonymize);
    });
  };
}

/** Where a text stands decides what in it is secret. */
function placeRules(inText: (text: string) => SecretRange[]): (text: string, role: TextRole) => SecretRange[] {
  const isSensitive = boundedMemo(isSensitiveHeader, MAX_TEXTS);
  return (text, role) => {
    switch (role.is) {
      case 'sid':
        return [{ start: 0, end: text.length, kind: 'sid', secret: text }];
      case 'cookie-value':
        return secretsInCookieValue(text);
      case 'cookie-header':
        return secretsInCookieHeader(text);
      case 'set-cookie':
        return secretsInSetCookie(text);
      case 'header':
        return isSensitive(role.name) ? secretsInSensitiveHeader(role.name, text) : inText(text);
      case 'text':
        return inText(text);
      case 'data':
        return [];
    }
  };
}
