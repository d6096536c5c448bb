import type { Judgment } from '../../contract/decision.ts';
import type { Finding } from '../../contract/finding.ts';
import type { RequestRecord, SessionOperation } from '../../contract/log-entry.ts';
import { changedKeys } from './changed-keys.ts';

type Unfinished = Omit<RequestRecord, 'findings'>;

/** Keys that say who somebody is or what they may do; a change of one is a login, a logout or a change of privilege. */
const identityKey = /^(?:user(?:_?(?:name|id))?|uid|account(?:_?id)?|login|role|roles|is_?admin|admin|logged_?in)$/i;

/** What can be found in one record without looking at others. */
export function findingsOf(record: Unfinished): Finding[] {
  const requestIds = [record.id];
  const findings: Finding[] = [];

  const lost = silentlyLost(record);
  if (lost.length > 0) findings.push({ kind: 'silent-mutation', requestIds, keys: lost });

  const failed = record.storeOperations.find((call) => call.outcome === 'failed' && call.op !== 'get');
  if (failed !== undefined) findings.push({ kind: 'save-failed', requestIds, message: failed.error ?? failed.op });

  let saves = 0;
  for (const call of record.storeOperations) if (call.op === 'set' && call.sid === record.sidAfter) saves++;
  if (saves > 1) findings.push({ kind: 'saved-twice', requestIds, count: saves });

  const names = collidingNames(record);
  if (names.length > 0) findings.push({ kind: 'cookie-collision', requestIds, names });

  const identity = identityKeptItsSid(record);
  if (identity.length > 0) findings.push({ kind: 'sid-unchanged', requestIds, keys: identity });

  const cookie = judgment(record, 'set-cookie');
  if (
    cookie?.rule === 'cookie-withheld-insecure' &&
    saves > 0 &&
    record.sidBefore === null &&
    record.sidAfter !== null
  ) {
    findings.push({ kind: 'orphan-saved', requestIds, sid: record.sidAfter });
  }
  return findings;
}

/** Keys that differ in the end, although nothing was saved and no cookie carries them. */
function silentlyLost(record: Unfinished): string[] {
  if (record.decision.length === 0 || (record.sessionBefore === record.sessionAfter && isUntouched(record))) return [];
  const isKept =
    record.engine === 'client-side'
      ? judgment(record, 'set-cookie')?.answer === true
      : judgment(record, 'saved')?.answer === true || record.storeOperations.some((call) => call.op === 'set');
  if (isKept || judgment(record, 'destroyed')?.answer === true) return [];
  const isDropped = judgment(record, 'saved')?.rule === 'session-set-to-null';
  if (!isDropped) return changedKeys(record.sessionBefore, record.sessionAfter);
  return [...new Set(record.operations.filter(isEdit).map(({ key }) => key ?? ''))];
}

function isUntouched(record: Unfinished): boolean {
  return !record.operations.some(isEdit);
}

function isEdit({ op }: SessionOperation): boolean {
  return op === 'set' || op === 'pop';
}

/** The login kept the sid it came with: whoever planted that sid is logged in as well. Only where there is a sid. */
function identityKeptItsSid(record: Unfinished): string[] {
  if (record.sidBefore === null || record.sidBefore !== record.sidAfter) return [];
  return changedKeys(record.sessionBefore, record.sessionAfter).filter(
    (key) => identityKey.test(key) && Object.hasOwn(record.sessionAfter ?? {}, key),
  );
}

function collidingNames(record: Unfinished): string[] {
  const isAsItShould = record.receivedCookies.every(
    ({ role, problems }) => role === 'session' && problems.length === 0,
  );
  if (isAsItShould) return [];
  const duplicates = record.receivedCookies.filter(
    ({ role, problems }) => role === 'session' && problems.includes('duplicate'),
  );
  const foreign = record.receivedCookies.filter(({ role }) => role === 'foreign');
  return [...new Set([...duplicates, ...foreign].map(({ name }) => name))].filter((name) => name !== '');
}

function judgment(record: Unfinished, question: Judgment['question']): Judgment | undefined {
  return record.decision.find((candidate) => candidate.question === question);
}
