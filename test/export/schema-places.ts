import type { z } from 'zod';
import type { Json, SessionData } from '../../server/contract/json.ts';
import { jsonSchema, sessionDataSchema } from '../../server/contract/json.ts';

/** What is planted in a schema. `path` names a place, such as `storeOperations[].error`. */
export interface Planter {
  text(path: string): string;
  json(path: string): Json;
  data(path: string): SessionData;
}

/**
 * Values that fit the schema, with something planted in every place of a text or of JSON. Every option of a union is
 * in one of them, every optional member is there, and nothing is null: a new member of the contract has its place
 * without a word here.
 */
export function plantedValues(schema: z.ZodType, planter: Planter, path = ''): unknown[] {
  if (schema === (jsonSchema as z.ZodType)) return [planter.json(path)];
  if (schema === (sessionDataSchema as z.ZodType)) return [planter.data(path)];
  const { def } = schema as z.ZodType & { def: Definition };
  switch (def.type) {
    case 'string':
      return [planter.text(path)];
    case 'number':
      return [1];
    case 'boolean':
      return [false];
    case 'null':
      return [null];
    case 'literal':
      return [...def.values];
    case 'enum':
      return Object.values(def.entries).slice(0, 1);
    case 'nullable':
    case 'optional':
      return plantedValues(def.innerType, planter, path);
    case 'array':
      return [plantedValues(def.element, planter, `${path}[]`)];
    case 'tuple':
      return [def.items.map((item, at) => plantedValues(item, planter, `${path}[${at}]`)[0])];
    case 'union':
      return def.options.flatMap((option) => plantedValues(option, planter, path));
    case 'record':
      return [
        Object.fromEntries(plantedValues(def.valueType, planter, `${path}.*`).map((value, at) => [`n${at}`, value])),
      ];
    case 'object':
      return objectsOf(def.shape, planter, path);
    default:
      throw new Error(`The contract has a kind of value here that is not planted yet: ${path} (${def.type})`);
  }
}

type Definition =
  | { readonly type: 'string' | 'number' | 'boolean' | 'null' | 'custom' }
  | { readonly type: 'literal'; readonly values: readonly unknown[] }
  | { readonly type: 'enum'; readonly entries: Readonly<Record<string, unknown>> }
  | { readonly type: 'nullable' | 'optional'; readonly innerType: z.ZodType }
  | { readonly type: 'array'; readonly element: z.ZodType }
  | { readonly type: 'tuple'; readonly items: readonly z.ZodType[] }
  | { readonly type: 'union'; readonly options: readonly z.ZodType[] }
  | { readonly type: 'record'; readonly valueType: z.ZodType }
  | { readonly type: 'object'; readonly shape: Readonly<Record<string, z.ZodType>> };

/** As many objects as the member with the most values needs; the others repeat their last one, with other texts. */
function objectsOf(shape: Readonly<Record<string, z.ZodType>>, planter: Planter, path: string): unknown[] {
  const namesOf = Object.keys(shape);
  const values = () =>
    new Map(namesOf.map((name) => [name, plantedValues(shape[name] as z.ZodType, planter, `${path}.${name}`)]));
  const count = Math.max(1, ...Array.from(values().values(), ({ length }) => length));
  return Array.from({ length: count }, (_, at) => {
    const each = values();
    return Object.fromEntries(
      namesOf.map((name) => [name, each.get(name)?.at(Math.min(at, (each.get(name)?.length ?? 1) - 1))]),
    );
  });
}
