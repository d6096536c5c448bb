import type { ActorRef } from '../../contract/actor.ts';
import type { EarlyRefusal } from '../../contract/early-refusal.ts';
import type { Finding } from '../../contract/finding.ts';
import type { CookieRefusal } from '../../contract/http/cookie-refusal.ts';
import type { Json, SessionData } from '../../contract/json.ts';
import type { EditEntry, HeaderList, LogEntry, RequestRecord, SessionOperation } from '../../contract/log-entry.ts';
import type { StoreEvidence, StoreSide } from '../../contract/store-evidence.ts';
import type { ProxyChange, Upstream, UpstreamFault } from '../../contract/upstream.ts';
import { secretVariables } from './graphql-secrets.ts';
import { type Secrecy, secrecyOf, secrecyWithin } from './sensitive-name.ts';
import { looksRandom } from './token-shape.ts';

/** The kind of a text in an entry. `text` is a URL, a message or a name; `value` is a value whose name is known. */
export type TextRole =
  | { is: 'sid' | 'cookie-value' | 'cookie-header' | 'set-cookie' | 'text' }
  | { is: 'value'; secrecy: Secrecy }
  | { is: 'header'; name: string };

export type MapText = (text: string, role: TextRole) => string;

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

const text = { is: 'text' } as const;
const sid = { is: 'sid' } as const;
const cookieValue = { is: 'cookie-value' } as const;

function mapActor({ id, name, kind }: ActorRef, map: MapText): ActorRef {
  return { id: map(id, text), name: map(name, text), kind };
}

function mapHeaders(headers: HeaderList, map: MapText): HeaderList {
  return headers.map(([name, value]) => [map(name, text), map(value, headerRole(name))]);
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
    dangerous: side.dangerous.map((name) => map(name, text)),
  });
  return { ...store, mapping: map(store.mapping, text), before: mapSide(store.before), after: mapSide(store.after) };
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

function mapFinding(finding: Finding, map: MapText): Finding {
  const mapAll = (texts: readonly string[]): string[] => texts.map((each) => map(each, text));
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
      return { ...finding, message: map(finding.message, text) };
    case 'cookie-collision':
      return { ...finding, names: mapAll(finding.names) };
    case 'cookie-not-kept':
      return {
        ...finding,
        name: map(finding.name, text),
        refusals: finding.refusals.map((refusal) => mapCookieRefusal(refusal, map)),
      };
    case 'cookie-lost':
    case 'session-changed-host':
      return { ...finding, cookie: mapTexts(finding.cookie, map) as typeof finding.cookie };
    case 'cookie-repeated':
    case 'logout-left-valid':
    case 'cookie-set-each-time':
    case 'cookie-keeps-changing':
    case 'cookie-unprotected':
    case 'cookie-secure-on-http':
      return { ...finding, name: map(finding.name, text) };
    case 'cookie-sent-cross-site':
      return { ...finding, name: map(finding.name, text), method: map(finding.method, text) };
    case 'login-kept-id':
      return {
        ...finding,
        name: map(finding.name, text),
        ...(finding.knownTo === undefined ? {} : { knownTo: mapActor(finding.knownTo, map) }),
      };
    case 'cookie-on-many-paths':
      return {
        ...finding,
        name: map(finding.name, text),
        places: finding.places.map(({ path, domain }) => ({
          path: map(path, text),
          domain: domain === null ? null : map(domain, text),
        })),
      };
    case 'host-refused':
      return { ...finding, host: map(finding.host, text) };
    case 'cookie-name-shared':
      return { ...finding, name: map(finding.name, text), app: map(finding.app, text) };
    case 'saved-twice':
    case 'forged-cookie':
      return finding;
  }
}

function mapCookieRefusal(refusal: CookieRefusal, map: MapText): CookieRefusal {
  return 'domain' in refusal
    ? { ...refusal, domain: map(refusal.domain, text), host: map(refusal.host, text) }
    : refusal;
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

/** An absent value stays absent, because it means that the session did not have the key. */
function mapChange(
  change: Pick<SessionOperation, 'key' | 'before' | 'after'>,
  map: MapText,
): Pick<SessionOperation, 'key' | 'before' | 'after'> {
  const { key, before, after } = change;
  return {
    ...(key === undefined ? {} : { key: map(key, text) }),
    ...(before === undefined ? {} : { before: mapUnder(key, before, 'none', map) }),
    ...(after === undefined ? {} : { after: mapUnder(key, after, 'none', map) }),
  };
}

function mapData(session: SessionData, map: MapText, outside: Secrecy = 'none'): SessionData {
  const named = nameInside(session);
  const variables = typeof session.query === 'string' ? secretVariables(session.query) : NO_VARIABLES;
  // fromEntries creates an own member even for `__proto__`.
  return Object.fromEntries(
    Object.entries(session).map(([key, value]) => [
      map(key, outside === 'certain' && looksRandom(key) ? valueRoles.certain : text),
      key === 'variables' && variables.size > 0
        ? mapVariables(value, variables, map)
        : mapUnder(key, value, isValueName(key) ? stronger(outside, named) : outside, map),
    ]),
  );
}

const NO_VARIABLES: ReadonlyMap<string, Secrecy> = new Map();

/** The variables of a GraphQL document: the arguments that they are passed to say what they are. */
function mapVariables(value: Json, variables: ReadonlyMap<string, Secrecy>, map: MapText): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return mapJson(value, 'none', map);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      map(name, text),
      mapUnder(name, each, variables.get(name) ?? 'none', map),
    ]),
  );
}

/**
 * The secrecy of the value in an object such as `{ name: 'password', value: 'x' }`, or in a key in the form of RFC
 * 7517.
 */
function nameInside(object: SessionData): Secrecy {
  if (typeof object.kty === 'string') return 'certain';
  const name = object.name ?? object.key ?? object.header ?? object.field;
  return typeof name === 'string' ? secrecyOf(name) : 'none';
}

function isValueName(name: string): boolean {
  return /^(?:value|val|content|k|d|p|q|dp|dq|qi)$/i.test(name);
}

/** The value of a member. The name of the member decides its secrecy, or else the names of the containers around it. */
function mapUnder(key: string | undefined, value: Json, within: Secrecy, map: MapText): Json {
  const own = key === undefined ? 'none' : secrecyOf(key);
  if (value === null || typeof value !== 'object') return mapScalar(value, stronger(own, within), map);
  const inside = stronger(key === undefined || Array.isArray(value) ? own : secrecyWithin(key), within);
  return mapJson(value, inside, map);
}

function mapJson(value: Json, within: Secrecy, map: MapText): Json {
  if (value === null || typeof value !== 'object') return mapScalar(value, within, map);
  if (!Array.isArray(value)) return mapData(value, map, within);
  const isOfPairs = value.length > 0 && value.every(isPair);
  return value.map((item, at) => {
    if (isOfPairs && isPair(item)) return [map(item[0], text), mapUnder(item[0], item[1], within, map)];
    return mapJson(item, stronger(within, listedUnder(value[at - 1])), map);
  });
}

/** A name and its value, as `Object.entries` lists them. */
function isPair(item: Json): item is [string, Json] {
  return Array.isArray(item) && item.length === 2 && typeof item[0] === 'string';
}

/** Headers and pairs can also be lists, such as `['Cookie', 'a=b']`, where the name of a secret precedes it. */
function listedUnder(before: Json | undefined): Secrecy {
  if (typeof before !== 'string' || !/^[\w-]{2,40}$/.test(before) || secrecyOf(before) !== 'certain') return 'none';
  return /^(?:(?:set-)?cookie|(?:proxy-)?authorization)$/i.test(before) ? 'certain' : 'possible';
}

function mapScalar(value: string | number | boolean | null, secrecy: Secrecy, map: MapText): Json {
  if (typeof value === 'string') return map(value, valueRoles[secrecy]);
  if (typeof value !== 'number' || (secrecy === 'none' && !isLong(value))) return value;
  const digits = String(value);
  const mapped = map(digits, valueRoles[secrecy]);
  return mapped === digits ? value : mapped;
}

/** Whether a number has enough digits to be searched for elsewhere too. */
function isLong(value: number): boolean {
  return Math.abs(value) >= 10_000_000;
}

const valueRoles = {
  none: text,
  possible: { is: 'value', secrecy: 'possible' },
  likely: { is: 'value', secrecy: 'likely' },
  certain: { is: 'value', secrecy: 'certain' },
} as const satisfies Record<Secrecy, TextRole>;
const strengths: Readonly<Record<Secrecy, number>> = { none: 0, possible: 1, likely: 2, certain: 3 };

function stronger(one: Secrecy, other: Secrecy): Secrecy {
  return strengths[one] >= strengths[other] ? one : other;
}

function mapVerdict(verdict: RequestRecord['verdict'], map: MapText): RequestRecord['verdict'] {
  if (verdict.kind === 'wrong-engine') return { ...verdict, cookieName: map(verdict.cookieName, text) };
  return 'sid' in verdict && verdict.sid !== null ? { ...verdict, sid: map(verdict.sid, sid) } : verdict;
}

/** Every text of a value, at any depth. Its member names are defined by this app. */
function mapTexts(value: unknown, map: MapText): unknown {
  if (typeof value === 'string') return map(value, text);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapTexts(each, map)]));
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
