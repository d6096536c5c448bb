import type { SessionData } from '../../contract/json.ts';
import type { RequestRecord } from '../../contract/log-entry.ts';
import { changedKeys } from './changed-keys.ts';

/** Names of keys that identify the user or the user's rights. */
const identityKey =
  /^(?:_?(?:auth_)?user(?:_?(?:name|id))?|uid|account(?:_?id)?|login|role|roles|is_?admin|admin|logged_?in)$/i;

/** The keys of that kind in a session. */
export function identityKeysOf(session: SessionData | null): string[] {
  return Object.keys(session ?? {}).filter((key) => identityKey.test(key));
}

/** The keys of that kind that a request added or changed: a login, or a change of rights. */
export function identityKeysSet({
  sessionBefore,
  sessionAfter,
}: Pick<RequestRecord, 'sessionBefore' | 'sessionAfter'>): string[] {
  return changedKeys(sessionBefore, sessionAfter).filter(
    (key) => identityKey.test(key) && Object.hasOwn(sessionAfter ?? {}, key),
  );
}
