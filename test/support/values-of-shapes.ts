import type { Shape, ShapeTable } from '../../renderer/data/misfit.ts';

type Path = readonly (string | number)[];

/** Values of each kind that JSON has. */
export const STRANGE = [null, true, -1, 1.5, '', 'nonsense', [], {}];

/** Values that fit a shape: as few as show each part of the shape in each of its forms. */
export function variants(table: ShapeTable, index: number): unknown[] {
  const shape = table[index] as Shape;
  switch (shape.is) {
    case 'any':
      return [{ deep: [null, 1, 'x'] }];
    case 'null':
      return [null];
    case 'object':
      return [{ key: 'value' }];
    case 'boolean':
      return [true, false];
    case 'one':
      return [...shape.of];
    case 'number':
    case 'integer':
      return [shape.min ?? 7, ...(shape.max === undefined ? [] : [shape.max])];
    case 'string':
      return [sampleText(shape)];
    case 'list':
      return [[], ...variants(table, shape.of).map((item) => [item])];
    case 'tuple':
      return [shape.of.map((item) => variants(table, item)[0])];
    case 'either':
      return shape.of.flatMap((one) => variants(table, one));
    case 'kind':
      return Object.values(shape.of).flatMap((one) => variants(table, one));
    case 'record': {
      const name = shape.required.length > 0 ? [] : [String(variants(table, shape.names)[0])];
      const members = [...shape.required, ...name].map((key) => [key, variants(table, shape.of)[0]] as const);
      return [Object.fromEntries(members)];
    }
    case 'members': {
      const members = Object.entries(shape.of).map(([name, member]) => [name, variants(table, member)] as const);
      const longest = Math.max(1, ...members.map(([, values]) => values.length));
      const least = members.filter(([name]) => !shape.optional.includes(name)).map(([name, [first]]) => [name, first]);
      // The nth value of each member, and once without the members that may be absent.
      const whole = Array.from({ length: longest }, (_, at) =>
        Object.fromEntries(members.map(([name, values]) => [name, values[at % values.length]])),
      );
      return shape.optional.length === 0 ? whole : [Object.fromEntries(least), ...whole];
    }
  }
}

/** Texts that the patterns of the contract accept. */
function sampleText({ pattern }: Extract<Shape, { is: 'string' }>): string {
  const found = ['sid', '', '0123456789abcdef'].find((text) => pattern === undefined || new RegExp(pattern).test(text));
  if (found === undefined) throw new Error(`Give a text that ${pattern} accepts`);
  return found;
}

/** The places in a value, without those that had the same neighbours in an earlier value. */
export function* pathsIn(value: unknown, tried: Set<string>, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  const names = Object.keys(value);
  const place = `${path.filter((name) => Number.isNaN(Number(name))).join('.')} ${names.join()}`;
  const isNew = !tried.has(place);
  tried.add(place);
  for (const name of names) {
    if (isNew) yield [...path, name];
    yield* pathsIn(Object(value)[name], tried, [...path, name]);
  }
}

/** Copies only what is on the path. The change `undefined` takes the member away, since JSON has no such value. */
export function withChange(value: unknown, [name, ...rest]: Path, change: unknown): unknown {
  if (name === undefined) return change;
  if (Array.isArray(value)) {
    const isGone = rest.length === 0 && change === undefined;
    return value.toSpliced(Number(name), 1, ...(isGone ? [] : [withChange(value[Number(name)], rest, change)]));
  }
  const { [name]: member, ...others } = Object(value);
  const changed = withChange(member, rest, change);
  return changed === undefined ? others : { ...others, [name]: changed };
}
