import type { Json } from '../../../server/contract/json.ts';
import type { HeaderList, RequestRecord } from '../../../server/contract/log-entry.ts';
import type { ReceivedCookie } from '../../../server/contract/received-cookie.ts';
import { isSeenFromOutside } from '../../../server/contract/seen-from-outside.ts';
import type { StoreSide } from '../../../server/contract/store-evidence.ts';
import { cookieSegments } from '../../model/cookie-segments.ts';
import { knownSides } from '../../model/known-sides.ts';
import { storeCalls } from '../../model/store-calls.ts';
import { engineText, statusWords } from '../../sentences/request-words.ts';
import type { CookieStrings } from '../../strings/en/cookies.ts';
import { phraseText } from '../../strings/text/phrase.ts';
import type { StringsWithLater } from '../../strings/with-later.ts';
import { withLater } from '../../strings/with-later.ts';
import type { ComparedPart } from './compared.ts';

type Fields = Record<string, Json>;

/**
 * Two requests part by part: the request line, the cookies with their parts, the decisions with their reasons, the
 * session afterwards, the store calls, and the response. The durations are not compared.
 */
export function compareRequests(
  a: RequestRecord,
  b: RequestRecord,
  t: StringsWithLater,
  words: CookieStrings,
): ComparedPart[] {
  const part = (
    id: keyof StringsWithLater['compare']['requestParts'],
    of: (record: RequestRecord) => Json,
  ): ComparedPart => ({
    id,
    title: t.compare.requestParts[id],
    a: of(a),
    b: of(b),
  });
  return [
    part('request', (record) => requestFields(record, t)),
    part('headers', ({ requestHeaders }) => headerFields(requestHeaders, 'cookie')),
    part('cookies', (record) => cookieFields(record, words)),
    part('decision', (record) => decisionFields(record, t)),
    part('session', (record) =>
      knownSides(record).after ? (record.sessionAfter ?? {}) : { [t.compare.requestParts.session]: t.common.unknown },
    ),
    part('store', (record) => storeFields(record, t)),
    part('response', (record) => ({
      [t.compare.fields.status]: statusField(record, t),
      ...headerFields(record.responseHeaders, 'date'),
    })),
  ];
}

/** A number where there is one: it is shown as one. */
function statusField(record: RequestRecord, t: StringsWithLater): Json {
  return record.status ?? statusWords(record, t);
}

function requestFields(record: RequestRecord, t: StringsWithLater): Fields {
  const names = t.compare.fields;
  const [path = '', ...rest] = record.url.split('?');
  const query = rest.join('?');
  return {
    [names.actor]: record.actor.name,
    [names.engine]: engineText(record, t),
    [names.method]: record.method ?? t.common.unknown,
    [names.path]: path,
    ...(query === '' ? {} : { [names.query]: queryFields(query) }),
    [names.httpVersion]: record.httpVersion ?? t.common.unknown,
  };
}

/** Unchanged and not decoded, so that two spellings of one value differ. */
function queryFields(query: string): Fields {
  return collected(
    query.split('&').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')];
    }),
  );
}

function headerFields(headers: HeaderList, leftOut: string): Fields {
  const lines = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return collected(lines.filter(([name]) => name !== leftOut));
}

/** A list where a name comes more than once. */
function collected(pairs: readonly (readonly [string, Json])[]): Fields {
  const groups = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...groups].map(([name, group]) => {
      const values = group.map(([, value]) => value);
      return [name, values.length === 1 ? (values[0] as Json) : values];
    }),
  );
}

function cookieFields(record: RequestRecord, words: CookieStrings): Fields {
  return collected(record.receivedCookies.map((cookie) => [cookie.name, cookieValue(cookie, record, words)]));
}

/** A session cookie of this app in its parts, any other cookie unchanged. */
function cookieValue({ role, value }: ReceivedCookie, record: RequestRecord, words: CookieStrings): Json {
  if (role !== 'session' || isSeenFromOutside(record)) return value;
  const parts = cookieSegments(value, record.engine ?? undefined).filter(
    (part) => part.role !== 'separator' && part.role !== 'quote',
  );
  return Object.fromEntries(parts.map((part) => [words.role[part.role], part.decoded]));
}

function decisionFields(record: RequestRecord, t: StringsWithLater): Fields {
  const verdict = record.verdict.kind === 'none' ? t.compare.noCookie : t.details.verdict[record.verdict.kind];
  const answers = record.decision.map((judgment): [string, Json] => [
    withLater(t).story.question[judgment.question],
    phraseText(withLater(t).story.rules[judgment.rule](judgment)),
  ]);
  return { [t.compare.fields.verdict]: verdict, ...Object.fromEntries(answers) };
}

/** The calls of our own store, or what the store of a watched app told. */
function storeFields(record: RequestRecord, t: StringsWithLater): Fields {
  const { reading } = t.storeTab;
  const store = record.evidence?.store;
  if (store !== undefined) {
    const side = ({ state, key, detail }: StoreSide) =>
      [reading.state[state], key, detail].filter((each) => each !== null).join(' · ');
    return {
      [reading.column.before]: side(store.before),
      [reading.column.after]: side(store.after),
      [reading.changeOf]: reading.attribution[store.attribution],
    };
  }
  const calls = storeCalls(record).map(({ call: { op, phase, sid, outcome } }, place): [string, Json] => [
    `${place + 1}. ${op}`,
    [t.storeTab.phase[phase], sid, t.storeTab.outcome[outcome]].join(' · '),
  ]);
  return Object.fromEntries(calls);
}
