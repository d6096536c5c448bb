import type { LogEntry } from '../contract/log-entry.ts';
import { secretsInCookieHeader, secretsInCookieValue, secretsInSetCookie } from './redaction/cookie-secrets.ts';
import { mapEntryText, type TextRole } from './redaction/entry-text.ts';
import { type IsKnownSid, KnownSecrets, needlesOf, withParts } from './redaction/known-secrets.ts';
import { secretsInHeader, secretsInText } from './redaction/named-secrets.ts';
import { createPseudonyms, type SecretKind } from './redaction/pseudonym.ts';
import { replaceRanges, type SecretRange } from './redaction/secret-range.ts';

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
  return (entry) => {
    const own = secretsOf(entry, known);
    known.remember(withParts(own));
    const needles = needlesOf(own);
    return mapEntryText(entry, (text, role) => {
      const ranges = [...secretsByPlace(text, role), ...known.find(text, needles)];
      const named = ranges.map((range) => ({ ...range, kind: own.get(range.secret) ?? range.kind }));
      return replaceRanges(text, named, pseudonymize);
    });
  };
}

/** The secrets of an entry. One that stands in several places is a sid if it is one in any of them, else what it was first. */
function secretsOf(entry: LogEntry, known: KnownSecrets): Map<string, SecretKind> {
  const secrets = new Map<string, SecretKind>();
  mapEntryText(entry, (text, role) => {
    for (const { secret, kind } of secretsByPlace(text, role)) {
      if (kind === 'sid' || known.isSid(secret)) secrets.set(secret, 'sid');
      else if (!secrets.has(secret)) secrets.set(secret, kind);
    }
    return text;
  });
  return secrets;
}

function secretsByPlace(text: string, role: TextRole): SecretRange[] {
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
      return secretsInHeader(role.name, text);
    case 'text':
      return secretsInText(text);
    case 'data':
      return [];
  }
}
