import type { Json } from '../contract/json.ts';

/**
 * A value without a notation in JSON, written as an object with a `$type`: Python's tuple, bytes, UUID, datetime and
 * Markup (Flask's tagged JSON); numbers that JavaScript cannot represent exactly (`int`, `float`); and `dict`, which
 * marks an ordinary object that looks like one of these.
 */
export type TypedValue =
  | { $type: 'tuple'; value: Json[] }
  | { $type: 'bytes'; hex: string }
  | { $type: 'uuid'; value: string }
  | { $type: 'datetime'; iso: string }
  | { $type: 'Markup'; value: string }
  | { $type: 'int'; value: string }
  | { $type: 'float'; value: string }
  | { $type: 'dict'; value: { [key: string]: Json } };

type JsonObject = { [key: string]: Json };

/** The member beside `$type` for each type, and the check of its form. */
const MEMBERS: Record<TypedValue['$type'], { name: 'value' | 'hex' | 'iso'; isWellFormed: (member: Json) => boolean }> =
  {
    tuple: { name: 'value', isWellFormed: Array.isArray },
    bytes: { name: 'hex', isWellFormed: matches(/^(?:[0-9a-f]{2})*$/i) },
    uuid: { name: 'value', isWellFormed: matches(/^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i) },
    datetime: { name: 'iso', isWellFormed: (member) => typeof member === 'string' && secondsOfIso(member) !== null },
    Markup: { name: 'value', isWellFormed: (member) => typeof member === 'string' },
    int: { name: 'value', isWellFormed: matches(/^-?(?:0|[1-9]\d*)$/) },
    float: {
      name: 'value',
      isWellFormed: matches(/^(?:NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?)$/),
    },
    dict: { name: 'value', isWellFormed: isObject },
  };

/**
 * Reads an object as a typed value. Null for an ordinary object, even if it resembles one (`{"$type":"bytes"}` with
 * more members, or with invalid hex). Never throws.
 */
export function asTypedValue(object: JsonObject): TypedValue | null {
  const type = object.$type;
  if (typeof type !== 'string' || !Object.hasOwn(MEMBERS, type)) return null;
  const { name, isWellFormed } = MEMBERS[type as TypedValue['$type']];
  const member = object[name];
  if (Object.keys(object).length !== 2 || member === undefined || !isWellFormed(member)) return null;
  return object as TypedValue;
}

/** The object itself, or wrapped as `dict` if it would otherwise be taken for a typed value. */
export function meantAsObject(object: JsonObject): JsonObject {
  return asTypedValue(object) === null ? object : { $type: 'dict', value: object };
}

/** Whole seconds since 1970 of an ISO 8601 time in the years 1 to 9999, null for anything else. */
export function secondsOfIso(iso: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(iso)) return null;
  const ms = Date.parse(iso);
  const isInPythonsYears = ms >= -62_135_596_800_000 && ms < 253_402_300_800_000;
  return isInPythonsYears ? Math.floor(ms / 1000) : null;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matches(pattern: RegExp): (member: Json) => boolean {
  return (member) => typeof member === 'string' && pattern.test(member);
}
