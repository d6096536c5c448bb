/** Makes, while the window is built, the table of shapes with which its page checks what it receives. */
import { z } from 'zod';
import type { Shape, ShapeTable } from '../../renderer/data/misfit.ts';
import { sessionDataSchema } from '../../server/contract/json.ts';
import { liveMessageSchema } from '../../server/contract/live-message.ts';

const MODULE = 'virtual:live-message-shapes';

/** A plugin of Vite: the module `virtual:live-message-shapes`, with the table for the messages of the live stream. */
export function liveMessageShapes() {
  // The character that Rollup's conventions put before the id of a module that is not a file.
  const id = `\0${MODULE}`;
  return {
    name: 'live-message-shapes',
    resolveId: (source: string) => (source === MODULE ? id : null),
    load: (loaded: string) => {
      if (loaded !== id) return null;
      // V8 reads a long text of JSON faster than the same object as source.
      const text = JSON.stringify(JSON.stringify(shapesOf(liveMessageSchema)));
      return `export const liveMessageShapes = JSON.parse(${text});`;
    },
  };
}

/**
 * The table for the values that a schema returns. Two facts of a schema are not in it: refinements, and what a custom
 * schema accepts, except that the data of a session are an object. A schema with anything else that a table cannot say
 * throws.
 */
export function shapesOf(schema: z.ZodType): ShapeTable {
  const sessionData: unknown = sessionDataSchema;
  const root = z.toJSONSchema(schema, {
    io: 'output',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === sessionData) jsonSchema.type = 'object';
    },
  });
  const table: Shape[] = [];
  const known = new Map<string, number>();
  /** Equal shapes are stored once. */
  const add = (shape: Shape): number => {
    const text = JSON.stringify(shape);
    const index = known.get(text) ?? table.push(shape) - 1;
    known.set(text, index);
    return index;
  };
  // The first place is that of the whole value, which is known last.
  table.push({ is: 'any' });
  const whole = table[readNode(root, root.$defs ?? {}, add)];
  if (whole !== undefined) table[0] = whole;
  return table;
}

type Node = z.core.JSONSchema.BaseSchema;
type Add = (shape: Shape) => number;

function readNode(given: unknown, definitions: Record<string, Node>, add: Add): number {
  const node = resolved(given, definitions);
  const read = (inner: unknown) => readNode(inner, definitions, add);
  const { type } = node;
  if (node.const !== undefined) return add({ is: 'one', of: [node.const as string] });
  if (node.enum !== undefined) return add({ is: 'one', of: node.enum as string[] });
  if (node.oneOf !== undefined) return readKinds(node.oneOf, definitions, add);
  if (node.anyOf !== undefined) return add({ is: 'either', of: node.anyOf.map(read) });
  if (Array.isArray(type)) return add({ is: 'either', of: type.map((one) => read({ ...node, type: one })) });
  switch (type) {
    case undefined:
      return add({ is: 'any' });
    case 'boolean':
    case 'null':
      return add({ is: type });
    case 'integer':
    case 'number':
      return add(numberShape(type, node));
    case 'string':
      return add(stringShape(node));
    case 'array':
      return readArray(node, read, add);
    case 'object':
      return readObject(node, read, add);
    default:
      throw new TypeError(`A shape cannot say ${JSON.stringify(node)}`);
  }
}

/** A union whose options differ in the value of one member. */
function readKinds(options: readonly unknown[], definitions: Record<string, Node>, add: Add): number {
  const flat = options.flatMap(function flatten(option): Node[] {
    const node = resolved(option, definitions);
    return node.oneOf?.flatMap(flatten) ?? [node];
  });
  const kindsOf = (node: Node, name: string): readonly unknown[] => {
    const { const: only, enum: several } = resolved(node.properties?.[name] ?? {}, definitions);
    return only === undefined ? (several ?? []) : [only];
  };
  const by = Object.keys(flat[0]?.properties ?? {}).find((name) => {
    const kinds = flat.map((node) => kindsOf(node, name));
    return kinds.every(({ length }) => length > 0) && new Set(kinds.flat()).size === kinds.flat().length;
  });
  if (by === undefined) return add({ is: 'either', of: flat.map((node) => readNode(node, definitions, add)) });
  const of = flat.flatMap((node) => {
    const index = readNode(node, definitions, add);
    return kindsOf(node, by).map((kind) => [String(kind), index] as const);
  });
  return add({ is: 'kind', by, of: Object.fromEntries(of) });
}

function readArray(node: Node, read: (inner: unknown) => number, add: Add): number {
  if (node.prefixItems !== undefined) return add({ is: 'tuple', of: node.prefixItems.map(read) });
  if (node.minItems !== undefined || node.maxItems !== undefined) {
    throw new TypeError('A shape cannot say how long an array is');
  }
  return add({ is: 'list', of: read(node.items) });
}

function readObject(node: Node, read: (inner: unknown) => number, add: Add): number {
  const { properties, additionalProperties, propertyNames, required = [] } = node;
  if (properties !== undefined) {
    const of = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, read(inner)]));
    return add({ is: 'members', of, optional: Object.keys(properties).filter((name) => !required.includes(name)) });
  }
  if (additionalProperties === undefined) return add({ is: 'object' });
  return add({
    is: 'record',
    of: read(additionalProperties),
    names: read(propertyNames ?? { type: 'string' }),
    required,
  });
}

function numberShape(is: 'number' | 'integer', { minimum, maximum }: Node): Shape {
  // A safe integer has these bounds anyway.
  const min = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const max = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  return { is, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function stringShape({ pattern, maxLength, minLength }: Node): Shape {
  if (minLength !== undefined) throw new TypeError('A shape cannot say how short a text may be');
  return {
    is: 'string',
    ...(pattern === undefined ? {} : { pattern }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}

function resolved(given: unknown, definitions: Record<string, Node>): Node {
  const node = given as Node;
  if (node.$ref === undefined) return node;
  const target = definitions[node.$ref.replace('#/$defs/', '')];
  if (target === undefined) throw new TypeError(`A schema that contains itself has no table of shapes: ${node.$ref}`);
  return resolved(target, definitions);
}
