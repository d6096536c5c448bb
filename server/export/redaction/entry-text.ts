import type { EarlyRefusal } from '../../contract/early-refusal.ts';
import type { EditEntry, HeaderList, LogEntry, RequestRecord } from '../../contract/log-entry.ts';
import type { StoreEvidence, StoreSide } from '../../contract/store-evidence.ts';
import type { StoreWhy, StoreWhyFacts } from '../../contract/store-why.ts';
import type { ProxyChange, Upstream, UpstreamFault } from '../../contract/upstream.ts';
import { mapFinding } from './finding-text.ts';
import { mapActor, mapCookieRefusal, mapTexts } from './member-text.ts';
import { mapChange, mapData } from './session-text.ts';
import { cookieValue, headerRole, type MapText, sid, text } from './text-role.ts';

type MapMember<Member extends keyof RequestRecord> = (
  value: RequestRecord[Member],
  map: MapText,
) => RequestRecord[Member];

/**
 * The texts of each member of a record. Null if the member contains no text of a client, a handler or a session. Every
 * member is listed, so that the compiler requires a decision for each new member of the contract.
 */
const requestMembers: { readonly [Member in keyof RequestRecord]-?: MapMember<Member> | null } = {
  kind: null,
  id: null,
  arrivedAtMs: null,
  durationMs: null,
  actor: mapActor,
  engine: null,
  // In a live request it is one of Node's methods; in a file it can be any text.
  method: (method, map) => (method === null ? null : map(method, text)),
  url: (url, map) => map(url, text),
  httpVersion: (version, map) => (version === null ? null : map(version, text)),
  status: null,
  statusText: (statusText, map) => map(statusText, text),
  requestHeaders: mapHeaders,
  responseHeaders: mapHeaders,
  responseBodyBytes: null,
  cookieName: (name, map) => map(name, text),
  cookieValue: (value, map) => (value === null ? null : map(value, cookieValue)),
  receivedCookies: (cookies, map) =>
    cookies.map((cookie) => ({ ...cookie, name: map(cookie.name, text), value: map(cookie.value, cookieValue) })),
  verdict: mapVerdict,
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
      ...(call.version === undefined ? {} : { version: call.version }),
      ...(call.replaced === undefined
        ? {}
        : {
            replaced: {
              version: call.replaced.version,
              keys: call.replaced.keys?.map((key) => map(key, text)) ?? null,
            },
          }),
      // Parameters are not part of the statement, so it contains no session data.
      ...(call.statement === undefined ? {} : { statement: call.statement }),
    })),
  decision: (judgments, map) =>
    judgments.map((judgment) => ({ ...judgment, inputs: mapTexts(judgment.inputs, map) as typeof judgment.inputs })),
  headSentAtMs: null,
  setCookie: (value, map) => (value === null ? null : map(value, { is: 'set-cookie' })),
  errors: (errors, map) => errors.map((error) => ({ where: error.where, message: map(error.message, text) })),
  findings: (findings, map) => findings.map((finding) => mapFinding(finding, map)),
  isAborted: null,
  resendOf: null,
  isTimeUnknown: null,
  refusal: (refusal, map) => (refusal === undefined ? undefined : mapRefusal(refusal, map)),
  setCookieFates: (fates, map) =>
    fates?.map((fate) => ({
      ...fate,
      name: map(fate.name, text),
      // In a live request it is a fixed text; in a file it can be any text.
      rule: map(fate.rule, text),
      refusals: fate.refusals.map((refusal) => mapCookieRefusal(refusal, map)),
    })),
  upstream: (upstream, map) => (upstream === undefined ? undefined : mapUpstream(upstream, map)),
  evidence: (evidence, map) =>
    evidence && {
      ...evidence,
      cookies: evidence.cookies.map((cookie) => ({ ...cookie, name: map(cookie.name, text) })),
      ...(evidence.store === undefined ? {} : { store: mapStore(evidence.store, map) }),
      ...(evidence.inside === undefined
        ? {}
        : { inside: { ...evidence.inside, store: map(evidence.inside.store, text) } }),
    },
  // Names, hosts and paths. It does not contain the values of cookies.
  expectedCookies: (cookies, map) => mapTexts(cookies, map) as typeof cookies,
};

/** Passes the texts of a member of a record through `map`. */
export type MapAnyMember = (value: unknown, map: MapText) => unknown;

const members: ReadonlyMap<string, unknown> = new Map(Object.entries(requestMembers));

/**
 * The function that maps the texts of this member. Null if the member has no texts, undefined if a record does not have
 * this member.
 */
export function requestMember(name: string): MapAnyMember | null | undefined {
  return members.get(name) as MapAnyMember | null | undefined;
}

/**
 * A copy of the entry in which every text of a client, a handler or a session was passed through `map`, including names
 * and keys. Members that are not in the contract are left out.
 */
export function mapEntryText(entry: LogEntry, map: MapText): LogEntry {
  switch (entry.kind) {
    case 'request':
      return mapRequest(entry, map);
    case 'edit':
      return mapEdit(entry, map);
    case 'notice':
      return { ...entry, notice: mapTexts(entry.notice, map) as typeof entry.notice };
    case 'unreadable':
      return { ...entry, reason: mapTexts(entry.reason, map) as typeof entry.reason };
    case 'gap':
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

function mapHeaders(headers: HeaderList, map: MapText): HeaderList {
  return headers.map(([name, value]) => [mapHeaderName(name, map), map(value, headerRole(name))]);
}

/** `X-` is not a part of a token that follows it. */
function mapHeaderName(name: string, map: MapText): string {
  return /^x-/i.test(name) ? name.slice(0, 2) + map(name.slice(2), text) : map(name, text);
}

/** The parts of a refusal that quote the request are values of headers. */
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

/** The key of a row holds the id of its session. */
function mapStore(store: StoreEvidence, map: MapText): StoreEvidence {
  const mapSide = (side: StoreSide): StoreSide => ({
    ...side,
    key: side.key === null ? null : map(side.key, sid),
    detail: side.detail === null ? null : map(side.detail, text),
    ...(side.why === undefined ? {} : { why: mapWhy(side.why, map) }),
    dangerous: side.dangerous.map((name) => map(name, text)),
  });
  return { ...store, mapping: map(store.mapping, text), before: mapSide(store.before), after: mapSide(store.after) };
}

/** The reason itself is one of a fixed list. */
function mapWhy({ reason, ...facts }: StoreWhy, map: MapText): StoreWhy {
  return { reason, ...(mapTexts(facts, map) as StoreWhyFacts) };
}

/** A redirect is a URL. A line that was left out may be any header. */
function mapUpstream(upstream: Upstream, map: MapText): Upstream {
  return {
    ...upstream,
    address: upstream.address === null ? null : map(upstream.address, text),
    ...(upstream.upgradedTo === undefined ? {} : { upgradedTo: map(upstream.upgradedTo, text) }),
    changes: upstream.changes.map((change) => mapChangeOfProxy(change, map)),
    ...(upstream.fault === undefined ? {} : { fault: mapTexts(upstream.fault, map) as UpstreamFault }),
  };
}

function mapChangeOfProxy(change: ProxyChange, map: MapText): ProxyChange {
  switch (change.what) {
    case 'location':
      return { ...change, from: map(change.from, headerRole('Location')), to: map(change.to, headerRole('Location')) };
    case 'header-left-out':
      return { ...change, from: map(change.from, text) };
    case 'http-version':
      return { ...change, from: map(change.from, text) };
    case 'trailers-left-out':
      return change;
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

function mapVerdict(verdict: RequestRecord['verdict'], map: MapText): RequestRecord['verdict'] {
  if (verdict.kind === 'wrong-engine') return { ...verdict, cookieName: map(verdict.cookieName, text) };
  return 'sid' in verdict && verdict.sid !== null ? { ...verdict, sid: map(verdict.sid, sid) } : verdict;
}
