import type { Json, SessionData } from '../../contract/json.ts';
import { asLeftOut, type LeftOut } from '../../contract/left-out.ts';
import type { SessionOperation } from '../../contract/log-entry.ts';
import { secretVariables } from './graphql-secrets.ts';
import { type Secrecy, secrecyOf, secrecyWithin } from './sensitive-name.ts';
import { type MapText, text, valueRoles } from './text-role.ts';
import { looksRandom } from './token-shape.ts';

/**
 * The key and the values of a change. An absent value stays absent, because it means that the session did not have the
 * key.
 */
export function mapChange(
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

/** The data of a session. `outside` is the secrecy that the container around the data gives to its values. */
export function mapData(session: SessionData, map: MapText, outside: Secrecy = 'none'): SessionData {
  const named = nameInside(session);
  const variables = typeof session.query === 'string' ? secretVariables(session.query) : NO_VARIABLES;
  // fromEntries creates an own member even for `__proto__`.
  return Object.fromEntries(
    Object.entries(session).map(([key, value]) => [
      map(key, outside === 'certain' && looksRandom(key) ? valueRoles.certain : text),
      isTypeWord(key, value)
        ? value
        : key === 'variables' && variables.size > 0
          ? mapVariables(value, variables, map)
          : mapUnder(key, value, isValueName(key) ? stronger(outside, named) : outside, map),
    ]),
  );
}

/** The words of `$type` (typed-value.ts and tree-json.ts). They are no secrets, also under the name of a secret. */
const TYPE_WORDS: ReadonlySet<string> = new Set([
  ...['tuple', 'bytes', 'uuid', 'datetime', 'Markup', 'int', 'float', 'dict', 'pairs', 'object', 'name', 'call'],
  ...['reference', 'set', 'frozenset', 'decimal', 'date', 'time', 'timedelta', 'timestamp', 'enum', 'symbol'],
]);

function isTypeWord(key: string, value: Json): boolean {
  return key === '$type' && typeof value === 'string' && TYPE_WORDS.has(value);
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
  const leftOut = wholeLeftOut(value);
  if (leftOut !== null) return mapLeftOut(leftOut, stronger(own, within), map);
  const inside = stronger(key === undefined || Array.isArray(value) ? own : secrecyWithin(key), within);
  return mapJson(value, inside, map);
}

function mapJson(value: Json, within: Secrecy, map: MapText): Json {
  if (value === null || typeof value !== 'object') return mapScalar(value, within, map);
  const leftOut = wholeLeftOut(value);
  if (leftOut !== null) return mapLeftOut(leftOut, within, map);
  if (!Array.isArray(value)) return mapData(value, map, within);
  const isOfPairs = value.length > 0 && value.every(isPair);
  return value.map((item, at) => {
    if (isOfPairs && isPair(item)) return [map(item[0], text), mapUnder(item[0], item[1], within, map)];
    return mapJson(item, stronger(within, listedUnder(value[at - 1])), map);
  });
}

const LEFT_OUT_MEMBERS: ReadonlySet<string> = new Set(['$type', 'of', 'count', 'sha1', 'start']);

/** The mark of a left-out part. Null for other values, including a mark with members that no mark has. */
function wholeLeftOut(value: Json): LeftOut | null {
  const leftOut = asLeftOut(value);
  if (leftOut === null || !Object.keys(leftOut).every((name) => LEFT_OUT_MEMBERS.has(name))) return null;
  const { sha1, start = '' } = leftOut;
  return typeof sha1 === 'string' && typeof start === 'string' ? leftOut : null;
}

/**
 * A left-out part stays recognisable. Its hash becomes a pseudonym, because guesses of a secret could be tested against
 * it; equal parts still have equal marks. The last word of the beginning of a text may be a part of a secret, so it is
 * removed.
 */
function mapLeftOut({ $type, of, count, sha1, start }: LeftOut, secrecy: Secrecy, map: MapText): LeftOut {
  const mark = { $type, of, count, sha1: map(sha1, valueRoles.certain) };
  if (start === undefined) return mark;
  const lastBlank = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\n'));
  return { ...mark, start: map(secrecy === 'none' ? start.slice(0, lastBlank + 1) : start, valueRoles[secrecy]) };
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

const strengths: Readonly<Record<Secrecy, number>> = { none: 0, possible: 1, likely: 2, certain: 3 };

function stronger(one: Secrecy, other: Secrecy): Secrecy {
  return strengths[one] >= strengths[other] ? one : other;
}
