/** Log entries to draw, from few words, so that filters over them find some; and filters over those words. */
import fc from 'fast-check';
import { type Condition, FILTER_WORDS, type FilterTerm, type WordKey } from '../../server/contract/filter/filter.ts';
import type { Json, SessionData } from '../../server/contract/json.ts';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { signFlask } from '../../server/cookie/flask/flask-cookie.ts';
import { aRecord } from '../support/log-entries.ts';

const words = [
  'Admin',
  'admin',
  'Alice',
  'views',
  'a',
  'ab',
  'abc',
  'abcd',
  'ΣΑΣ',
  '登录',
  '😀x',
  'x: y',
  '"q"',
  'a\0b',
  '\ud800z',
  '1',
  '17',
];
const word = fc.constantFrom(...words);
const sids = ['3f2a99', '3f2b00', 'Zz9'];

const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { weight: 4, arbitrary: word },
    fc.integer({ min: 0, max: 20 }),
    fc.constantFrom(null, true),
    fc.array(tie('json'), { maxLength: 2 }),
    fc.dictionary(word, tie('json'), { maxKeys: 2 }),
  ),
})).json;
const session = fc.dictionary(word, json, { maxKeys: 3 }) as fc.Arbitrary<SessionData>;
const latin = fc.constantFrom('Admin', 'abc', 'a=b', 'x; y', 'gzip', '17');

const record: fc.Arbitrary<Partial<RequestRecord>> = fc.record(
  {
    arrivedAtMs: fc.integer({ min: 1000, max: 1010 }),
    durationMs: fc.constantFrom(null, 0.1, 1.1, 5, 5.000001, 80),
    actor: fc
      .constantFrom('alice', 'bob', 'curl')
      .map((id) => ({ id, name: id.toUpperCase(), kind: 'simulated' as const })),
    engine: fc.constantFrom('server-side' as const, 'client-side' as const),
    method: fc.constantFrom(null, 'GET', 'POST', 'PATCH'),
    url: fc.tuple(word, word).map(([path, query]) => `/${path}?q=${query}`),
    status: fc.constantFrom(null, 200, 302, 404, 500),
    requestHeaders: fc.array(
      fc.oneof(
        fc.tuple(fc.constantFrom('Accept', 'X-Test'), latin),
        latin.map((value): [string, string] => ['Cookie', `session=${value}; other=${value}2`]),
      ),
      { maxLength: 3 },
    ),
    responseHeaders: fc.array(
      fc.oneof(
        fc.tuple(fc.constantFrom('Date', 'Vary', 'vary'), latin),
        latin.map((value): [string, string] => ['Set-Cookie', `session=${value}; Path=/`]),
      ),
      { maxLength: 3 },
    ),
    responseBodyBytes: fc.constantFrom(null, 0, 999, 1000, 1001, 5_000_000_000),
    cookieValue: fc.option(session.map((data) => signFlask(data, ['secret'], 1000))),
    verdict: fc.constantFrom(
      { kind: 'none' as const },
      { kind: 'accepted' as const, sid: '3f2a99', secretNumber: 1 },
      { kind: 'bad-signature' as const, sid: 'Zz9', secretsTried: 1 },
      { kind: 'malformed' as const, reason: 'no-signature' as const },
      { kind: 'expired' as const, sid: '3f2b00', secretNumber: 1, expiredAtMs: 1 },
    ),
    sidBefore: fc.option(fc.constantFrom(...sids)),
    sidAfter: fc.option(fc.constantFrom(...sids)),
    sessionBefore: fc.option(session),
    sessionAfter: fc.option(session),
    operations: fc.array(
      fc.constantFrom('get', 'set', 'pop', 'destroy').map((op) => ({ atMs: 0, op: op as 'get' })),
      { maxLength: 2 },
    ),
    errors: fc.array(
      word.map((message) => ({ where: 'handler' as const, message })),
      { maxLength: 1 },
    ),
    isAborted: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** An entry of each kind, without its id. */
export const entryParts: fc.Arbitrary<(id: number) => LogEntry> = fc.oneof(
  {
    weight: 8,
    arbitrary: record.map(
      (parts) =>
        (id: number): LogEntry =>
          aRecord({ ...parts, id }),
    ),
  },
  fc.constant((id: number): LogEntry => ({ kind: 'gap', id, fromMs: 1, toMs: 1004 })),
  fc.constant((id: number): LogEntry => ({ kind: 'notice', id, atMs: 1005, notice: { code: 'recording-paused' } })),
  fc.tuple(fc.constantFrom(...sids), word, json).map(
    ([sid, key, after]) =>
      (id: number): LogEntry => ({ kind: 'edit', id, atMs: 1006, sid, action: 'set', key, after }),
  ),
);

const part = word.map((text) => ({ type: 'part' as const, text }));
const regex = fc
  .constantFrom('^/a', 'dm?in$', '[0-9]{2}', 'a.c', 'ab|登', 'x: y', '^$', 'q=.*a', String.raw`\bviews`, '(?:a)(b)')
  .map((source) => ({ type: 'regex' as const, source }));
const whole = fc.oneof(
  word.map((text) => ({ type: 'whole' as const, pieces: [text] })),
  fc
    .tuple(fc.constantFrom('', 'a', 'A', '3f'), fc.constantFrom('', 'b', 'c', 'n'))
    .map(([first, last]) => ({ type: 'whole' as const, pieces: [first, last] })),
  fc.constant({ type: 'any' as const }),
);

const hitting: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(part, regex).map((match): Condition => ({ key: 'text', match })) },
  fc
    .tuple(fc.constantFrom('url' as const, 'path' as const, 'header' as const), fc.oneof(part, regex))
    .map(([key, match]): Condition => ({ key, match })),
  fc
    .tuple(
      fc.constantFrom(
        'method' as const,
        'actor' as const,
        'cookie-name' as const,
        'cookie-value' as const,
        'set-cookie-name' as const,
        'set-cookie-value' as const,
        'has-response-header' as const,
      ),
      fc.oneof(
        whole,
        regex,
        fc
          .constantFrom('get', 'alice', 'session', 'other', 'abc', 'abc2', 'vary')
          .map((text) => ({ type: 'whole' as const, pieces: [text] })),
      ),
    )
    .map(([key, match]): Condition => ({ key, match })),
  fc.constantFrom('3', '3f2a', 'zz9', 'no').map((text): Condition => ({ key: 'sid', match: { type: 'start', text } })),
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.oneof(word, fc.constant('a.1')), fc.oneof(whole, regex))
      .map(([path, match]): Condition => ({ key: 'session', path, match })),
  },
  ...(Object.keys(FILTER_WORDS) as WordKey[]).map((key) =>
    fc.constantFrom(...FILTER_WORDS[key]).map((value) => ({ key, word: value }) as Condition),
  ),
  fc
    .constantFrom({ min: 0, max: 0 }, { min: 200, max: 299 }, { min: 400, max: null })
    .map((range): Condition => ({ key: 'status-code', ...range })),
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }))
    .map(([min, more]): Condition => ({ key: 'id', min, max: min + more })),
  fc.constantFrom(0, 999, 1000, 4_294_967_295).map((than): Condition => ({ key: 'larger-than', than })),
  fc.constantFrom(0, 1.1, 5, 79.9).map((than): Condition => ({ key: 'slower-than', than })),
  fc
    .tuple(fc.constantFrom('after' as const, 'before' as const), fc.integer({ min: 1000, max: 1010 }))
    .map(([key, atMs]): Condition => {
      const [date = '', time = ''] = new Date(atMs).toISOString().slice(0, -1).split('T');
      return { key, time: { date, time, zone: 'Z' } };
    }),
);

/** Terms that match some of the entries. */
export const someTerms: fc.Arbitrary<FilterTerm[]> = fc.array(
  fc.record({ isNegated: fc.boolean(), condition: hitting, from: fc.constant(0), to: fc.constant(1) }),
  { minLength: 1, maxLength: 3 },
);
