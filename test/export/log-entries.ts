import fc from 'fast-check';
import type { Judgment } from '../../server/contract/decision.ts';
import type { EarlyRefusal } from '../../server/contract/early-refusal.ts';
import type { Finding } from '../../server/contract/finding.ts';
import type { Json } from '../../server/contract/json.ts';
import type { EditEntry, LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { LOST_COOKIE_REASONS } from '../../server/contract/lost-cookie-reasons.ts';
import type { ReceivedCookie } from '../../server/contract/received-cookie.ts';
import type { Verdict } from '../../server/contract/verdict.ts';
import { aRecord } from '../support/log-entries.ts';

export const SITE_URL = 'http://localhost:5000';

/** A plain request of Alice, with the members that the test sets. */
export function aRequest(members: Partial<RequestRecord> = {}): RequestRecord {
  return aRecord({
    id: 1,
    arrivedAtMs: Date.UTC(2026, 10, 22, 20, 15),
    actor: { id: 'alice', name: 'Alice', kind: 'simulated' },
    url: '/getsession',
    requestHeaders: [['Host', 'localhost:5000']],
    responseHeaders: [['Content-Type', 'text/html; charset=utf-8']],
    responseBodyBytes: 17,
    cookieName: 'sid',
    ...members,
  });
}

export function anEdit(members: Partial<EditEntry> = {}): EditEntry {
  return {
    kind: 'edit',
    id: 1,
    atMs: Date.UTC(2026, 10, 22, 20, 16),
    sid: 'some sid',
    action: 'set',
    key: 'k',
    by: 'lab',
    ...members,
  };
}

export async function* entriesOf(...entries: LogEntry[]): AsyncGenerator<LogEntry> {
  yield* entries;
}

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '\0',
      '"',
      "'",
      ' ',
      ',',
      ';',
      '%',
      'é',
      '\ud800',
      '\u2028',
    ),
    maxLength: 8,
  }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '<script>',
    's%3Aabc.mac',
    '{"token":"x"}',
    'https://u:p@host/?token=a#b',
  ),
);
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const data = fc.dictionary(text, json, { maxKeys: 3, noNullPrototype: true });
const timeMs = fc.integer({ min: 0, max: 4e12 });
const id = fc.nat();
const secretNumber = fc.integer({ min: 1, max: 3 });
const headerName = fc.oneof(
  fc.constantFrom(
    'Cookie',
    'set-cookie',
    'Authorization',
    'Referer',
    'X-Api-Key',
    'Content-Length',
    'Location',
    'Host',
    'Content-Type',
  ),
  text,
);
const change = { key: text, before: json, after: json };

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constantFrom<Verdict>({ kind: 'none' }, { kind: 'not-read' }),
  fc
    .constantFrom('no-prefix', 'no-signature', 'bad-encoding', 'empty-sid')
    .map((reason): Verdict => ({ kind: 'malformed', reason: reason as 'no-prefix' })),
  fc.record({ kind: fc.constant('bad-signature' as const), sid: text, secretsTried: fc.nat(3) }),
  fc.record({
    kind: fc.constantFrom('unknown-sid' as const, 'accepted' as const, 'unchecked' as const),
    sid: text,
    secretNumber,
  }),
  fc.record({ kind: fc.constant('expired' as const), sid: text, secretNumber, expiredAtMs: timeMs }),
);

const offsetMs = fc.nat(1000);

const receivedCookie: fc.Arbitrary<ReceivedCookie> = fc.record({
  name: text,
  value: text,
  role: fc.constantFrom('session' as const, 'other-engine' as const, 'foreign' as const),
  problems: fc.subarray([
    'duplicate' as const,
    'nameless' as const,
    'too-large' as const,
    'control-character' as const,
  ]),
});

const judgment: fc.Arbitrary<Judgment> = fc.record({
  question: fc.constantFrom('created' as const, 'saved' as const, 'set-cookie' as const),
  answer: fc.boolean(),
  rule: fc.constantFrom('save-modified' as const, 'cookie-rolling' as const),
  inputs: fc.constant({ isModified: true, rolling: false }),
});

const cookieAbout = fc.record(
  {
    setBy: id,
    domain: text,
    path: text,
    endedAtMs: timeMs,
    maxAgeSeconds: fc.integer(),
    isSession: fc.constant(true as const),
    predicted: fc.constantFrom('comes' as const, 'unknown' as const),
  },
  { requiredKeys: [] },
);
const expectedCookie = fc.record(
  {
    name: text,
    came: fc.boolean(),
    why: fc.option(fc.constantFrom(...LOST_COOKIE_REASONS)),
    rule: fc.option(text),
    decidedBy: fc.option(id),
    about: cookieAbout,
  },
  { requiredKeys: ['name', 'came', 'why', 'rule', 'decidedBy'] },
);

const requestIds = fc.array(id, { minLength: 1, maxLength: 2 });
const client = fc.record({ id: text, name: text, kind: fc.constantFrom('simulated' as const, 'outside' as const) });
const finding: fc.Arbitrary<Finding> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('silent-mutation' as const, 'lost-update' as const, 'sid-unchanged' as const),
    requestIds,
    keys: fc.array(text, { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('sid-unchanged' as const),
    requestIds,
    keys: fc.array(text, { maxLength: 2 }),
    knownTo: client,
  }),
  fc.record({
    kind: fc.constant('lost-update' as const),
    requestIds,
    keys: fc.array(text, { maxLength: 2 }),
    elsewhere: fc.record({ readVersion: fc.nat(), replacedVersion: fc.nat() }),
  }),
  fc.record({ kind: fc.constant('hijack' as const), requestIds, givenTo: client }),
  fc.record({
    kind: fc.constant('forged-cookie' as const),
    requestIds,
    reason: fc.constantFrom('bad-signature' as const, 'no-prefix' as const),
  }),
  fc.record({
    kind: fc.constant('cookie-not-kept' as const),
    requestIds,
    name: text,
    refusals: fc.array(fc.record({ code: fc.constant('too-large' as const), bytes: fc.nat() }), { maxLength: 1 }),
  }),
  fc.record({ kind: fc.constant('cookie-repeated' as const), requestIds, name: text, count: fc.nat() }),
  fc.record({ kind: fc.constantFrom('revived' as const, 'orphan-saved' as const), requestIds, sid: text }),
  fc.record({ kind: fc.constant('saved-twice' as const), requestIds, count: fc.nat() }),
  fc.record({ kind: fc.constant('save-failed' as const), requestIds, message: text }),
  fc.record({ kind: fc.constant('cookie-collision' as const), requestIds, names: fc.array(text, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('login-kept-id' as const), requestIds, name: text, knownTo: client }),
  fc.record({
    kind: fc.constantFrom('cookie-set-each-time' as const, 'cookie-keeps-changing' as const),
    requestIds,
    name: text,
    count: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('cookie-on-many-paths' as const),
    requestIds,
    name: text,
    places: fc.array(fc.record({ path: text, domain: fc.option(text) }), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('session-changed-host' as const), requestIds, cookie: expectedCookie }),
  fc.record({
    kind: fc.constant('changed-outside' as const),
    requestIds,
    keys: fc.array(text, { maxLength: 2 }),
    isGone: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('id-adopted' as const), requestIds, name: text, sid: text }),
  fc.record({ kind: fc.constant('rows-orphaned' as const), requestIds, name: text, count: fc.nat() }),
  fc.record({ kind: fc.constant('expiry-too-far' as const), requestIds, times: fc.nat() }),
  fc.record({ kind: fc.constant('cookie-name-shared' as const), requestIds, name: text, app: text }),
);

const refusal: fc.Arbitrary<EarlyRefusal> = fc.oneof(
  fc.record({
    code: fc.constant('head-too-large' as const),
    octets: fc.option(fc.nat()),
    cookieOctets: fc.option(fc.nat()),
    limitOctets: fc.nat(),
  }),
  fc.record({ code: fc.constant('too-many-lines' as const), lines: fc.nat(), limit: fc.nat() }),
  fc.record({ code: fc.constant('malformed' as const), part: fc.constantFrom('head', 'body'), detail: text }),
  fc.record({ code: fc.constant('other-protocol' as const), protocol: fc.constantFrom('TLS', 'HTTP/2') }),
  fc.record({ code: fc.constant('too-slow' as const), part: fc.constantFrom('head', 'body'), limitMs: fc.nat() }),
  fc.record({ code: fc.constant('bad-host' as const), hosts: fc.array(text, { maxLength: 2 }) }),
  fc.record({ code: fc.constant('unmet-expectation' as const), expectation: text }),
  fc.record({
    code: fc.constant('body-too-large' as const),
    announcedBytes: fc.option(fc.nat()),
    limitBytes: fc.nat(),
  }),
  fc.record({ code: fc.constant('unknown-encoding' as const), encoding: text }),
  fc.record({
    code: fc.constant('foreign-page' as const),
    header: fc.constantFrom('Origin', 'Sec-Fetch-Site'),
    value: text,
  }),
);

/** Members that few records have. */
const rare: fc.Arbitrary<Pick<RequestRecord, 'resendOf' | 'isTimeUnknown' | 'refusal'>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record({ resendOf: id, isTimeUnknown: fc.constant(true as const), refusal }, { requiredKeys: [] }),
  },
);

const common: fc.Arbitrary<RequestRecord> = fc.record({
  kind: fc.constant('request' as const),
  id,
  arrivedAtMs: timeMs,
  durationMs: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value || 0)),
  actor: client,
  engine: fc.constantFrom('server-side' as const, 'client-side' as const),
  method: fc.option(text.filter((method) => method !== '')),
  url: text,
  httpVersion: fc.constantFrom('1.0', '1.1', '2', '2.0', null),
  status: fc.option(fc.integer({ min: 100, max: 599 })),
  statusText: text,
  requestHeaders: fc.array(fc.tuple(headerName, text), { maxLength: 5 }),
  responseHeaders: fc.array(fc.tuple(headerName, text), { maxLength: 5 }),
  responseBodyBytes: fc.option(fc.nat()),
  cookieName: fc.constant('sid'),
  cookieValue: fc.option(text),
  receivedCookies: fc.array(receivedCookie, { maxLength: 3 }),
  verdict,
  sidBefore: fc.option(text),
  sidAfter: fc.option(text),
  sessionBefore: fc.option(data),
  sessionAfter: fc.option(data),
  operations: fc.array(
    fc.record(
      {
        atMs: offsetMs,
        op: fc.constantFrom('get' as const, 'set' as const, 'pop' as const, 'clear' as const),
        ...change,
      },
      { requiredKeys: ['atMs', 'op'] },
    ),
    { maxLength: 3 },
  ),
  storeOperations: fc.array(
    fc.record(
      {
        atMs: offsetMs,
        op: fc.constantFrom('get' as const, 'set' as const, 'touch' as const, 'destroy' as const),
        phase: fc.constantFrom('load' as const, 'handler' as const, 'end' as const),
        sid: text,
        durationMs: fc.nat(),
        outcome: fc.constantFrom('ok' as const, 'not-found' as const, 'failed' as const),
        error: text,
        statement: fc.record({ microseconds: fc.nat(), changes: fc.option(fc.nat()) }),
        store: fc.constantFrom('redis' as const, 'postgres' as const),
        version: fc.nat(),
        replaced: fc.record({ version: fc.nat(), keys: fc.option(fc.array(text, { maxLength: 2 })) }),
      },
      { requiredKeys: ['atMs', 'op', 'phase', 'sid', 'durationMs', 'outcome'] },
    ),
    { maxLength: 2 },
  ),
  decision: fc.array(judgment, { maxLength: 2 }),
  headSentAtMs: fc.option(offsetMs),
  findings: fc.array(finding, { maxLength: 2 }),
  setCookie: fc.option(text),
  errors: fc.array(fc.record({ where: fc.constantFrom('handler' as const, 'store' as const), message: text }), {
    maxLength: 2,
  }),
  isAborted: fc.boolean(),
  expectedCookies: fc.array(expectedCookie, { maxLength: 2 }),
});

const request = fc.tuple(common, rare).map(([record, members]): RequestRecord => ({ ...record, ...members }));

/** Entries of every kind, with every text a client or a handler can make. */
export const anyEntry: fc.Arbitrary<LogEntry> = fc.oneof(
  { weight: 4, arbitrary: request },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        kind: fc.constant('edit' as const),
        id,
        atMs: timeMs,
        sid: text,
        action: fc.constantFrom('set' as const, 'pop' as const, 'destroy' as const),
        ...change,
      },
      { requiredKeys: ['kind', 'id', 'atMs', 'sid', 'action'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('gap' as const), id, fromMs: timeMs, toMs: timeMs }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('notice' as const),
      id,
      atMs: timeMs,
      notice: fc.oneof(
        fc.record({ code: fc.constant('port-taken' as const), wanted: fc.nat(65535), got: fc.nat(65535) }),
        fc.constant({ code: 'recording-paused' as const }),
      ),
    }),
  },
);
