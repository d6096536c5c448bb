import type { Finding } from '../../../contract/finding.ts';
import { textOf } from '../changed-keys.ts';
import { identityKeysOf } from '../identity-keys.ts';
import { looksLikeLogout } from '../login-and-logout.ts';
import { isAlone, type StoredRecord } from './stored-record.ts';

/** Logouts after which the row of the session is still in the store, with the user in it. */
export function logoutFindings(record: StoredRecord): Finding[] {
  const { sessionBefore, sessionAfter, evidence, id } = record;
  const { before, after, oldRow, isOldRowSame } = evidence.store;
  const users = identityKeysOf(sessionBefore);
  if (!isAlone(record) || before.state !== 'present' || users.length === 0 || !looksLikeLogout(record)) return [];
  const isSameRow = after.state === 'present' && after.key === before.key;
  const stays = isSameRow && users.every((key) => textOf(sessionBefore, key) === textOf(sessionAfter, key));
  const isLeft = oldRow === 'still-there' && isOldRowSame === true;
  return stays || isLeft ? [{ kind: 'logout-left-row', requestIds: [id], keys: users }] : [];
}
