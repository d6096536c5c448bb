import type { ActorRef } from '../../contract/actor.ts';
import type { EarlyRefusal } from '../../contract/early-refusal.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Json, SessionData } from '../../contract/json.ts';
import type { EditEntry, HeaderList, LogEntry, RequestRecord, SessionOperation } from '../../contract/log-entry.ts';

/** What a text of an entry is: `text` is a URL or a message, `data` comes from a session, or is a name. */
export type TextRole =
  | { is: 'sid' | 'cookie-value' | 'cookie-header' | 'set-cookie' | 'text' | 'data' }
  | { is: 'header'; name: string };

export type MapText = (text: string, role: TextRole) => string;

type MapMember<Member extends keyof RequestRecord> = (
  value: RequestRecord[Member],
  map: MapText,
) => RequestRecord[Member];

/**
 * How the texts of each member of a record are reached, null where it holds none of a client's, a handler's or a
 * session's. Every member is named, so that the compiler asks about each one the contract gets.
 */
const requestMembers: { readonly [Member in keyof RequestRecord]: MapMember<Member> | null } = {
  kind: null,
  id: null,
  arrivedAtMs: null,
  durationMs: null,
  actor: mapActor,
  engine: null,
  method: null,
  url: (url, map) => map(url, text),
  httpVersion: null,
  status: null,
  statusText: (statusText, map) => map(statusText, text),
  requestHeaders: mapHeaders,
  responseHeaders: mapHeaders,
  responseBodyBytes: null,
  cookieName: null,
  cookieValue: (value, map) => (value === null ? null : map(value, cookieValue)),
  receivedCookies: (cookies, map) =>
    cookies.map((cookie) => ({ ...cookie, name: map(cookie.name, data), value: map(cookie.value, cookieValue) })),
  verdict: (verdict, map) =>
    'sid' in verdict && verdict.sid !== null ? { ...verdict, sid: map(verdict.sid, sid) } : verdict,
  sidBefore: (value, map) => (value === null ? null : map(value, sid)),
  sidAfter: (value, map) => (value === null ? null : map(value, sid)),
  sessionBefore: (session, map) => (session === null ? null : mapData(session, map)),
  sessionAfter: (session, map) => (session === null ? null : mapData(session, map)),
  operations: (operations, map) =>
    operations.map((operation) => ({ atMs: operation.atMs, op: operation.op, ...mapChange(operation, map) })),
  storeOperations: (calls, map) =>
    calls.map((call) => ({
      atMs: call.atMs,
      op: call.op,
      phase: call.phase,
      sid: map(call.sid, sid),
      durationMs: call.durationMs,
      outcome: call.outcome,
      ...(call.error === undefined ? {} : { error: map(call.error, text) }),
      // Parameters are not part of the text, so it holds nothing of the session.
      ...(call.statement === undefined ? {} : { statement: call.statement }),
    })),
  // Rules, and what they looked at: yes, no, and the names of options.
  decision: null,
  headSentAtMs: null,
  setCookie: (value, map) => (value === null ? null : map(value, { is: 'set-cookie' })),
  errors: (errors, map) => errors.map((error) => ({ where: error.where, message: map(error.message, text) })),
  findings: (findings, map) => findings.map((finding) => mapFinding(finding, map)),
  isAborted: null,
  resendOf: null,
  isTimeUnknown: null,
  refusal: (refusal, map) => (refusal === undefined ? undefined : mapRefusal(refusal, map)),
};

type MapAnyMember = (value: unknown, map: MapText) => unknown;

const members: ReadonlyMap<string, unknown> = new Map(Object.entries(requestMembers));

/** How to map the texts of this member of a record; null if it has none, undefined if a record has no such member. */
export function requestMember(name: string): MapAnyMember | null | undefined {
  return members.get(name) as MapAnyMember | null | undefined;
}

/**
 * A copy of the entry in which every text that came from a client, a handler or a session has passed through `map`,
 * names and keys too. Members that the contract does not know are left out.
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
  const mapped = Object.entries(record).flatMap(([name, value]) => {
    const mapMember = requestMember(name);
    return mapMember === undefined ? [] : [[name, mapMember === null ? value : mapMember(value, map)]];
  });
  return Object.fromEntries(mapped) as RequestRecord;
}

const text = { is: 'text' } as const;
const data = { is: 'data' } as const;
const sid = { is: 'sid' } as const;
const cookieValue = { is: 'cookie-value' } as const;

function mapActor({ id, name, kind }: ActorRef, map: MapText): ActorRef {
  return { id: map(id, data), name: map(name, data), kind };
}

function mapHeaders(headers: HeaderList, map: MapText): HeaderList {
  return headers.map(([name, value]) => [map(name, data), map(value, headerRole(name))]);
}

/** What it quotes of the request is what stood in a header. */
function mapRefusal(refusal: EarlyRefusal, map: MapText): EarlyRefusal {
  switch (refusal.code) {
    case 'bad-host':
      return { ...refusal, hosts: refusal.hosts.map((host) => map(host, headerRole('Host'))) };
    case 'unmet-expectation':
      return { ...refusal, expectation: map(refusal.expectation, headerRole('Expect')) };
    case 'unknown-encoding':
      return { ...refusal, encoding: map(refusal.encoding, headerRole('Content-Encoding')) };
    case 'foreign-page':
      return { ...refusal, value: map(refusal.value, headerRole(refusal.header)) };
    case 'malformed':
      return { ...refusal, detail: map(refusal.detail, text) };
    case 'head-too-large':
    case 'too-many-lines':
    case 'other-protocol':
    case 'too-slow':
    case 'body-too-large':
      return refusal;
  }
}

function mapFinding(finding: Finding, map: MapText): Finding {
  const mapAll = (texts: readonly string[]): string[] => texts.map((each) => map(each, data));
  switch (finding.kind) {
    case 'silent-mutation':
    case 'lost-update':
      return { ...finding, keys: mapAll(finding.keys) };
    case 'sid-unchanged':
      return {
        ...finding,
        keys: mapAll(finding.keys),
        ...(finding.knownTo === undefined ? {} : { knownTo: mapActor(finding.knownTo, map) }),
      };
    case 'hijack':
      return { ...finding, givenTo: mapActor(finding.givenTo, map) };
    case 'revived':
    case 'orphan-saved':
      return { ...finding, sid: map(finding.sid, sid) };
    case 'save-failed':
      return { ...finding, message: map(finding.message, data) };
    case 'cookie-collision':
      return { ...finding, names: mapAll(finding.names) };
    case 'cookie-not-kept':
    case 'cookie-repeated':
      return { ...finding, name: map(finding.name, data) };
    case 'saved-twice':
    case 'forged-cookie':
      return finding;
  }
}

function mapEdit(edit: EditEntry, map: MapText): EditEntry {
  return {
    kind: edit.kind,
    id: edit.id,
    atMs: edit.atMs,
    sid: map(edit.sid, sid),
    action: edit.action,
    ...mapChange(edit, map),
    ...(edit.by === undefined ? {} : { by: edit.by }),
  };
}

/** Absent stays absent: that is how an entry says that the key was not in the session. */
function mapChange(
  change: Pick<SessionOperation, 'key' | 'before' | 'after'>,
  map: MapText,
): Pick<SessionOperation, 'key' | 'before' | 'after'> {
  return {
    ...(change.key === undefined ? {} : { key: map(change.key, data) }),
    ...(change.before === undefined ? {} : { before: mapJson(change.before, map) }),
    ...(change.after === undefined ? {} : { after: mapJson(change.after, map) }),
  };
}

function mapData(session: SessionData, map: MapText): SessionData {
  // fromEntries makes an own member even of `__proto__`.
  return Object.fromEntries(Object.entries(session).map(([key, value]) => [map(key, data), mapJson(value, map)]));
}

function mapJson(value: Json, map: MapText): Json {
  if (typeof value === 'string') return map(value, data);
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
