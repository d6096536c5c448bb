import type { Judgment } from '../../contract/decision.ts';
import type { Finding } from '../../contract/finding.ts';
import type { RequestRecord, SessionOperation, StoreOperation } from '../../contract/log-entry.ts';
import { isSeenFromOutside } from '../../contract/seen-from-outside.ts';
import type { Malformation } from '../../contract/verdict.ts';
import { changedKeys } from './changed-keys.ts';

type Unfinished = Omit<RequestRecord, 'findings'>;

/** The findings that a single record proves. */
export function findingsOf(record: Unfinished): Finding[] {
  const requestIds = [record.id];
  const findings: Finding[] = [];

  const lost = silentlyLost(record);
  if (lost.length > 0) findings.push({ kind: 'silent-mutation', requestIds, keys: lost });

  const failed = failedSave(record);
  if (failed !== undefined) findings.push({ kind: 'save-failed', requestIds, message: failed.error ?? failed.op });

  let saves = 0;
  for (const call of record.storeOperations) if (call.op === 'set' && call.sid === record.sidAfter) saves++;
  if (saves > 1) findings.push({ kind: 'saved-twice', requestIds, count: saves });

  const own = record.receivedCookies.filter(({ role }) => role === 'session');
  if (own.length > 1) {
    findings.push({ kind: 'cookie-repeated', requestIds, name: record.cookieName, count: own.length });
  }

  const reason = forgeryOf(record);
  if (reason !== null) findings.push({ kind: 'forged-cookie', requestIds, reason });

  findings.push(...refusedCookies(record));

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

/** The cookies of the response that its client refused. */
export function refusedCookies({ id, setCookieFates = [] }: Pick<RequestRecord, 'id' | 'setCookieFates'>): Finding[] {
  return setCookieFates.flatMap(({ name, fate, refusals }): Finding[] =>
    fate === 'refused' ? [{ kind: 'cookie-not-kept', requestIds: [id], name, refusals }] : [],
  );
}

/** Keys that differ at the end although nothing was saved and no cookie contains them. */
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

/** The save that failed after the response had reported success. If the status is an error, the client knows. */
function failedSave({ storeOperations, status }: Unfinished): StoreOperation | undefined {
  if (status === null || status >= 500) return undefined;
  return storeOperations.find((call) => call.outcome === 'failed' && call.op === 'set');
}

/** Why no secret of this site signed the received cookie. Null if one did, or if there was no cookie. */
function forgeryOf(record: Unfinished): Malformation | 'bad-signature' | null {
  const { verdict, cookieValue, evidence } = record;
  // Scripts without a cookie jar keep a deleted cookie as an empty one.
  if (cookieValue === '' || cookieValue === '""') return null;
  // The given secret may differ from the one with which the app signs.
  if (isSeenFromOutside(record) && evidence?.isSecretProved !== true) return null;
  if (verdict.kind === 'malformed') return verdict.reason;
  return verdict.kind === 'bad-signature' ? verdict.kind : null;
}

function judgment(record: Unfinished, question: Judgment['question']): Judgment | undefined {
  return record.decision.find((candidate) => candidate.question === question);
}
