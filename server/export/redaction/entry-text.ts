import type { Finding } from '../../contract/finding.ts';
import type { Json, SessionData } from '../../contract/json.ts';
import type { EditEntry, LogEntry, RequestRecord, SessionOperation } from '../../contract/log-entry.ts';
import type { Verdict } from '../../contract/verdict.ts';

/** What a text of an entry is: `text` is a URL or a message, `data` comes from a session, or is a name. */
export type TextRole =
  | { is: 'sid' | 'cookie-value' | 'cookie-header' | 'set-cookie' | 'text' | 'data' }
  | { is: 'header'; name: string };

type MapText = (text: string, role: TextRole) => string;

/**
 * A copy of the entry in which every text that came from a client, a handler or a session has passed through `map`, names and
 * keys too. Everything is written out member by member, so that the compiler asks about each member the contract gets.
 */
export function mapEntryText(entry: LogEntry, map: MapText): LogEntry {
  switch (entry.kind) {
    case 'request':
      return mapRequest(entry, map);
    case 'edit':
      return mapEdit(entry, map);
    case 'gap':
    case 'notice':
      return entry;
  }
}

function mapRequest(record: RequestRecord, map: MapText): RequestRecord {
  const text = (value: string): string => map(value, { is: 'text' });
  const data = (value: string): string => map(value, { is: 'data' });
  const sid = (value: string): string => map(value, { is: 'sid' });
  const header = ([name, value]: [string, string]): [string, string] => [data(name), map(value, headerRole(name))];
  return {
    kind: record.kind,
    id: record.id,
    arrivedAtMs: record.arrivedAtMs,
    durationMs: record.durationMs,
    actor: { id: data(record.actor.id), name: data(record.actor.name), kind: record.actor.kind },
    engine: record.engine,
    method: record.method,
    url: text(record.url),
    httpVersion: record.httpVersion,
    status: record.status,
    statusText: text(record.statusText),
    requestHeaders: record.requestHeaders.map(header),
    responseHeaders: record.responseHeaders.map(header),
    responseBodyBytes: record.responseBodyBytes,
    cookieName: record.cookieName,
    cookieValue: record.cookieValue === null ? null : map(record.cookieValue, { is: 'cookie-value' }),
    receivedCookies: record.receivedCookies.map((cookie) => ({
      ...cookie,
      name: data(cookie.name),
      value: map(cookie.value, { is: 'cookie-value' }),
    })),
    verdict: mapVerdict(record.verdict, sid),
    sidBefore: record.sidBefore === null ? null : sid(record.sidBefore),
    sidAfter: record.sidAfter === null ? null : sid(record.sidAfter),
    sessionBefore: record.sessionBefore === null ? null : mapData(record.sessionBefore, data),
    sessionAfter: record.sessionAfter === null ? null : mapData(record.sessionAfter, data),
    operations: record.operations.map((operation) => ({
      atMs: operation.atMs,
      op: operation.op,
      ...mapChange(operation, data),
    })),
    storeOperations: record.storeOperations.map((call) => ({
      atMs: call.atMs,
      op: call.op,
      phase: call.phase,
      sid: sid(call.sid),
      durationMs: call.durationMs,
      outcome: call.outcome,
      ...(call.error === undefined ? {} : { error: text(call.error) }),
      // Parameters are not part of the text, so it holds nothing of the session.
      ...(call.statement === undefined ? {} : { statement: call.statement }),
    })),
    // Rules, and what they looked at: yes, no, and the names of options.
    decision: record.decision,
    headSentAtMs: record.headSentAtMs,
    setCookie: record.setCookie === null ? null : map(record.setCookie, { is: 'set-cookie' }),
    errors: record.errors.map((error) => ({ where: error.where, message: text(error.message) })),
    findings: record.findings.map((finding) => mapFinding(finding, data, sid)),
    isAborted: record.isAborted,
  };
}

function mapFinding(finding: Finding, data: (text: string) => string, sid: (text: string) => string): Finding {
  switch (finding.kind) {
    case 'silent-mutation':
    case 'lost-update':
    case 'sid-unchanged':
      return { ...finding, keys: finding.keys.map(data) };
    case 'revived':
    case 'orphan-saved':
      return { ...finding, sid: sid(finding.sid) };
    case 'save-failed':
      return { ...finding, message: data(finding.message) };
    case 'cookie-collision':
      return { ...finding, names: finding.names.map(data) };
    case 'saved-twice':
      return finding;
  }
}

function mapEdit(edit: EditEntry, map: MapText): EditEntry {
  return {
    kind: edit.kind,
    id: edit.id,
    atMs: edit.atMs,
    sid: map(edit.sid, { is: 'sid' }),
    action: edit.action,
    ...mapChange(edit, (value) => map(value, { is: 'data' })),
  };
}

/** Absent stays absent: that is how an entry says that the key was not in the session. */
function mapChange(
  change: Pick<SessionOperation, 'key' | 'before' | 'after'>,
  data: (text: string) => string,
): Pick<SessionOperation, 'key' | 'before' | 'after'> {
  return {
    ...(change.key === undefined ? {} : { key: data(change.key) }),
    ...(change.before === undefined ? {} : { before: mapJson(change.before, data) }),
    ...(change.after === undefined ? {} : { after: mapJson(change.after, data) }),
  };
}

function mapVerdict(verdict: Verdict, sid: (text: string) => string): Verdict {
  return 'sid' in verdict && verdict.sid !== null ? { ...verdict, sid: sid(verdict.sid) } : verdict;
}

function mapData(data: SessionData, map: (text: string) => string): SessionData {
  // fromEntries makes an own member even of `__proto__`.
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [map(key), mapJson(value, map)]));
}

function mapJson(value: Json, map: (text: string) => string): Json {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapJson(item, map));
  return value !== null && typeof value === 'object' ? mapData(value, map) : value;
}

function headerRole(name: string): TextRole {
  switch (name.toLowerCase()) {
    case 'cookie':
      return { is: 'cookie-header' };
    case 'set-cookie':
      return { is: 'set-cookie' };
    default:
      return { is: 'header', name };
  }
}
