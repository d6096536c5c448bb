import { createHash } from 'node:crypto';
import type { Json, SessionData } from '../../contract/json.ts';
import { LEFT_OUT_NAME, type LeftOut } from '../../contract/left-out.ts';
import { isObject } from '../../encodings/typed-value.ts';

/** About how many characters of JSON are kept of each side. */
const keptCharacters = 64 * 1024;
/** How many values, members and items included, are kept of each side. */
const keptValues = 2_000;
/** The part of what is left that one member may take, unless there are few others. */
const shareOfUnchanged = 1 / 8;
const shareOfChanged = 1 / 2;
/** Less room is not worth a part of a value. */
const leastCharacters = 256;
const startOfText = 200;
/** Every mark of something left out is about this long. */
const markCharacters = 120;
const keptEnds = 5;

interface Room {
  characters: number;
  values: number;
}

type Members = { readonly [key: string]: Json };

/**
 * The session before and after a request, small enough for a record. What differs between both is kept first, then
 * members whose names have no digit, because numbered ones are mostly the items of a list. The rest is represented by
 * a mark with its number of values and a hash, so that both sides are still equal exactly if the whole sessions are.
 * Small sessions are returned unchanged.
 */
export function boundedSides(
  before: SessionData | null,
  after: SessionData | null,
): [SessionData | null, SessionData | null] {
  const isSame = before === after;
  const fits = [before, after].every((side) => side === null || isWithin(side, { ...whole }));
  if (fits) return [before, after];
  const [one, other] = pairOfMaps(before ?? undefined, after ?? undefined, { ...whole });
  return [one ?? null, isSame ? (one ?? null) : (other ?? null)];
}

const whole: Room = { characters: keptCharacters, values: keptValues };

/** A value of its own, small enough to be shown. */
export function boundedValue(value: Json): Json {
  return isWithin(value, { ...whole }) ? value : (shrunk(value, undefined, { ...whole })[0] ?? null);
}

function pairOfMaps(
  before: Members | undefined,
  after: Members | undefined,
  room: Room,
): [{ [key: string]: Json } | undefined, { [key: string]: Json } | undefined] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const members = names.map((name, place) => {
    const one = own(before, name);
    const other = own(after, name);
    const isChanged = before !== undefined && after !== undefined && !isEqual(one, other);
    return { name, one, other, place, rank: isChanged ? 0 : /\d/.test(name) ? 2 : 1, isChanged };
  });
  const kept: { name: string; place: number; one: Json | undefined; other: Json | undefined }[] = [];
  const rest: typeof members = [];
  room.characters -= markCharacters;
  let waiting = members.length;
  for (const member of members.toSorted((left, right) => left.rank - right.rank || left.place - right.place)) {
    const { name, one, other, place, isChanged } = member;
    const share = Math.max(isChanged ? shareOfChanged : shareOfUnchanged, 1 / waiting--);
    const part = { characters: Math.floor(room.characters * share) - name.length, values: room.values * share };
    if (part.characters < leastCharacters || part.values < 1) {
      rest.push(member);
      continue;
    }
    const isWhole = [one, other].every((value) => value === undefined || isWithin(value, { ...part }));
    const [keptOne, keptOther] = isWhole ? [one, other] : shrunk(one, other, part);
    room.characters -= Math.max(...[keptOne, keptOther].map((value) => charactersOf(value))) + name.length + 4;
    room.values -= Math.max(...[keptOne, keptOther].map((value) => valuesOf(value)));
    kept.push({ name, place, one: keptOne, other: keptOther });
  }
  kept.sort((left, right) => left.place - right.place);
  let mark: string = LEFT_OUT_NAME;
  while (names.includes(mark)) mark += LEFT_OUT_NAME;
  const side = (of: Members | undefined, value: 'one' | 'other') => {
    if (of === undefined) return undefined;
    const entries = kept.flatMap(({ name, [value]: kept }): [string, Json][] =>
      kept === undefined ? [] : [[name, kept]],
    );
    const left = rest.flatMap(({ name, [value]: json }) => (json === undefined ? [] : [`${name}\0${text(json)}`]));
    if (left.length > 0) entries.push([mark, leftOut('entries', left.length, left)]);
    return Object.fromEntries(entries);
  };
  return [side(before, 'one'), side(after, 'other')];
}

function shrunk(one: Json | undefined, other: Json | undefined, room: Room): [Json | undefined, Json | undefined] {
  const values = [one, other].filter((value) => value !== undefined);
  if (values.every(isObject)) return pairOfMaps(one as Members | undefined, other as Members | undefined, room);
  return [alone(one, room), alone(other, room)];
}

/** A value without its counterpart. */
function alone(value: Json | undefined, room: Room): Json | undefined {
  if (value === undefined || isWithin(value, { ...room })) return value;
  if (typeof value === 'string')
    return { ...leftOut('text', value.length, [value]), start: value.slice(0, startOfText) };
  if (Array.isArray(value)) return endsOf(value, room);
  return isObject(value) ? pairOfMaps(value, undefined, { ...room })[0] : value;
}

/** The first and the last items. Items are mostly added at the end. */
function endsOf(list: readonly Json[], room: Room): Json[] {
  const count = Math.min(list.length, 2 * keptEnds);
  const part = { characters: Math.floor((room.characters - markCharacters) / count), values: room.values / count };
  if (part.characters < leastCharacters) return [leftOut('items', list.length, list.map(text))];
  const small = (item: Json): Json => alone(item, { ...part }) ?? null;
  if (list.length <= 2 * keptEnds) return list.map(small);
  const middle = list.slice(keptEnds, -keptEnds);
  return [
    ...list.slice(0, keptEnds).map(small),
    leftOut('items', middle.length, middle.map(text)),
    ...list.slice(-keptEnds).map(small),
  ];
}

function leftOut(of: LeftOut['of'], count: number, texts: readonly string[]): LeftOut {
  const hash = createHash('sha1');
  for (const each of texts) hash.update(each).update('\n');
  return { $type: 'left-out', of, count, sha1: hash.digest('hex').slice(0, 16) };
}

function text(value: Json): string {
  return JSON.stringify(value);
}

function own(of: Members | undefined, name: string): Json | undefined {
  return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}

function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  return one !== undefined && other !== undefined && text(one) === text(other);
}

/** Whether a value fits into the room, which is used up. Ends as soon as it does not. */
function isWithin(value: Json, room: Room): boolean {
  room.values--;
  room.characters -= ownCharacters(value);
  if (room.values < 0 || room.characters < 0) return false;
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every((item) => isWithin(item, room));
  for (const name in value) {
    room.characters -= name.length + 4;
    if (!isWithin(value[name] as Json, room)) return false;
  }
  return true;
}

/** The characters of a value without those of its items. Escapes are not counted. */
function ownCharacters(value: Json): number {
  if (typeof value === 'string') return value.length + 3;
  return typeof value === 'number' ? 12 : 6;
}

function charactersOf(value: Json | undefined): number {
  const room = { characters: Number.MAX_SAFE_INTEGER, values: Number.MAX_SAFE_INTEGER };
  if (value !== undefined) isWithin(value, room);
  return Number.MAX_SAFE_INTEGER - room.characters;
}

function valuesOf(value: Json | undefined): number {
  const room = { characters: Number.MAX_SAFE_INTEGER, values: Number.MAX_SAFE_INTEGER };
  if (value !== undefined) isWithin(value, room);
  return Number.MAX_SAFE_INTEGER - room.values;
}
