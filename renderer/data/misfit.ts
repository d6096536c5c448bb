/**
 * Checks a value of JSON against a table of shapes. The build makes the table from a schema of the contract
 * (scripts/lib/shapes-of-schema.ts), so that the page checks what it receives without loading zod, which is larger than
 * all views of the first screen together.
 */

/** The index of a shape in its table. */
type Index = number;

/** What a value must be. Where a shape has parts, they are named by their indexes. */
export type Shape =
  | { readonly is: 'any' | 'boolean' | 'null' | 'object' }
  | { readonly is: 'number' | 'integer'; readonly min?: number; readonly max?: number }
  | { readonly is: 'string'; readonly pattern?: string; readonly maxLength?: number }
  | { readonly is: 'one'; readonly of: readonly (string | number | boolean)[] }
  | { readonly is: 'members'; readonly of: Readonly<Record<string, Index>>; readonly optional: readonly string[] }
  | { readonly is: 'record'; readonly of: Index; readonly names: Index; readonly required: readonly string[] }
  | { readonly is: 'list'; readonly of: Index }
  | { readonly is: 'tuple'; readonly of: readonly Index[] }
  | { readonly is: 'either'; readonly of: readonly Index[] }
  /** The member `by` says which shape applies. */
  | { readonly is: 'kind'; readonly by: string; readonly of: Readonly<Record<string, Index>> };

/** Shapes that refer to each other. The first one describes the whole value. */
export type ShapeTable = readonly Shape[];

/** Where a value does not fit, such as `entries.0.kind`, and why. An empty place is the value itself. */
export interface Misfit {
  readonly place: string;
  readonly reason: string;
}

/** The first place at which the value does not fit. Null if it fits. Members that no shape names are accepted. */
export function findMisfit(table: ShapeTable, value: unknown): Misfit | null {
  return check(table, 0, value);
}

function check(table: ShapeTable, index: Index, value: unknown): Misfit | null {
  const shape = table[index];
  if (shape === undefined) throw new RangeError(`The table has no shape ${index}`);
  switch (shape.is) {
    case 'members':
      return checkMembers(table, shape, value);
    case 'record':
      return checkRecord(table, shape, value);
    case 'list':
      return Array.isArray(value) ? checkItems(table, () => shape.of, value) : expected('an array');
    case 'tuple':
      if (!Array.isArray(value) || value.length !== shape.of.length) return expected(`${shape.of.length} items`);
      return checkItems(table, (item) => shape.of[item] ?? -1, value);
    case 'either':
      return checkEither(table, shape, value);
    case 'kind':
      return checkKind(table, shape, value);
    default:
      return fitsScalar(shape, value) ? null : expected(nameOf(shape));
  }
}

type ScalarShape = Extract<
  Shape,
  { is: 'any' | 'boolean' | 'null' | 'object' | 'number' | 'integer' | 'string' | 'one' }
>;

function fitsScalar(shape: ScalarShape, value: unknown): boolean {
  switch (shape.is) {
    case 'any':
      return value !== undefined;
    case 'null':
      return value === null;
    case 'object':
      return isObject(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'one':
      return shape.of.some((one) => one === value);
    case 'string':
      return (
        typeof value === 'string' &&
        value.length <= (shape.maxLength ?? Number.POSITIVE_INFINITY) &&
        (shape.pattern === undefined || new RegExp(shape.pattern).test(value))
      );
    default:
      return (
        (shape.is === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
        Number(value) >= (shape.min ?? Number.NEGATIVE_INFINITY) &&
        Number(value) <= (shape.max ?? Number.POSITIVE_INFINITY)
      );
  }
}

function checkMembers(table: ShapeTable, shape: Extract<Shape, { is: 'members' }>, value: unknown): Misfit | null {
  if (!isObject(value)) return expected('an object');
  for (const name in shape.of) {
    const member = value[name];
    if (member === undefined && shape.optional.includes(name)) continue;
    const misfit = check(table, shape.of[name] ?? -1, member);
    if (misfit !== null) return within(name, misfit);
  }
  return null;
}

function checkRecord(table: ShapeTable, shape: Extract<Shape, { is: 'record' }>, value: unknown): Misfit | null {
  if (!isObject(value)) return expected('an object');
  const missing = shape.required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return within(missing, expected('a value'));
  for (const [name, member] of Object.entries(value)) {
    const misfit = check(table, shape.names, name) ?? check(table, shape.of, member);
    if (misfit !== null) return within(name, misfit);
  }
  return null;
}

function checkItems(table: ShapeTable, shapeOf: (item: number) => Index, items: readonly unknown[]): Misfit | null {
  for (const [index, item] of items.entries()) {
    const misfit = check(table, shapeOf(index), item);
    if (misfit !== null) return within(String(index), misfit);
  }
  return null;
}

/** Of several misfits, the one that is deepest in the value says most. */
function checkEither(table: ShapeTable, shape: Extract<Shape, { is: 'either' }>, value: unknown): Misfit | null {
  let deepest = expected('another value');
  for (const one of shape.of) {
    const misfit = check(table, one, value);
    if (misfit === null) return null;
    if (misfit.place.length > deepest.place.length) deepest = misfit;
  }
  return deepest;
}

function checkKind(table: ShapeTable, shape: Extract<Shape, { is: 'kind' }>, value: unknown): Misfit | null {
  if (!isObject(value)) return expected('an object');
  const kind = String(value[shape.by]);
  // Whether the member is a string and not, for example, the number 1 is checked with the shape of that kind.
  if (!Object.hasOwn(shape.of, kind)) return within(shape.by, expected(`one of ${Object.keys(shape.of).join(', ')}`));
  return check(table, shape.of[kind] ?? -1, value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nameOf = (shape: ScalarShape): string =>
  shape.is === 'one' ? `one of ${shape.of.join(', ')}` : `a value of the kind ${shape.is}, within its limits`;

const expected = (what: string): Misfit => ({ place: '', reason: `expected ${what}` });

const within = (name: string, { place, reason }: Misfit): Misfit => ({
  place: place === '' ? name : `${name}.${place}`,
  reason,
});
