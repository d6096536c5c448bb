import { z } from 'zod';

/** An object schema in which every property is optional, at every depth. Defaults are dropped. */
export type DeepPartial<Schema extends z.ZodObject> = z.ZodObject<{
  [Key in keyof Schema['shape']]: z.ZodOptional<PartialValue<Schema['shape'][Key]>>;
}>;

type PartialValue<Value> =
  Value extends z.ZodDefault<infer Inner>
    ? PartialValue<Inner>
    : Value extends z.ZodPrefault<infer Inner>
      ? PartialValue<Inner>
      : Value extends z.ZodObject
        ? DeepPartial<Value>
        : Value;

/**
 * The schema of a change to a value of `schema`. An omitted property keeps its value, at every depth, and is not
 * replaced by its default. Records, arrays and unions are replaced as a whole.
 */
export function deepPartial<Schema extends z.ZodObject>(schema: Schema): DeepPartial<Schema> {
  const shape = Object.entries(schema.shape).map(([key, value]) => [key, z.optional(partialValue(value))]);
  return z.object(Object.fromEntries(shape)) as DeepPartial<Schema>;
}

function partialValue(value: z.core.$ZodType): z.core.$ZodType {
  if (value instanceof z.ZodDefault || value instanceof z.ZodPrefault) return partialValue(value.unwrap());
  return value instanceof z.ZodObject ? deepPartial(value) : value;
}
