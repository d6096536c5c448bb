import type { Json, SessionData } from '../../contract/json.ts';
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

const strengths: Readonly<Record<Secrecy, number>> = { none: 0, possible: 1, likely: 2, certain: 3 };

function stronger(one: Secrecy, other: Secrecy): Secrecy {
  return strengths[one] >= strengths[other] ? one : other;
}
