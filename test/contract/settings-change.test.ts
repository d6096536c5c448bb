import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { deepPartial } from '../../server/contract/deep-partial.ts';
import {
  type Settings,
  type SettingsChange,
  settingsChangeSchema,
  settingsSchema,
} from '../../server/contract/settings.ts';

const defaults = settingsSchema.parse({});

/** Every property of the settings by its path, with its default. */
function leaves(value: unknown, path: readonly string[] = []): { path: readonly string[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}
const changeOf = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value);

describe('the schema of a change of settings', () => {
  test('accepts each property alone, at every depth, and adds no default', () => {
    for (const { path, value } of leaves(defaults)) {
      const change = changeOf(path, value);
      expect(settingsChangeSchema.parse(change)).toEqual(change);
    }
    expect(settingsChangeSchema.parse({})).toEqual({});
  });

  test('refuses a value of another type at every depth', () => {
    for (const { path } of leaves(defaults)) {
      expect(settingsChangeSchema.safeParse(changeOf(path, Symbol('no setting'))).success).toBe(false);
    }
  });

  test('keeps the bounds of the numbers inside a group', () => {
    expect(settingsChangeSchema.safeParse({ retention: { maxEntries: 99 } }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ sessionLimits: { maxCount: 0.5 } }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ serverSide: { cookie: { maxAgeMs: -1 } } }).success).toBe(false);
  });

  test('allows null in the layout only, where it removes a name', () => {
    expect(settingsChangeSchema.parse({ layout: { columns: null } })).toEqual({ layout: { columns: null } });
    expect(settingsChangeSchema.safeParse({ port: null }).success).toBe(false);
    expect(settingsSchema.safeParse({ layout: { columns: null } }).success).toBe(false);
  });

  test('has a type in which every property may be left out', () => {
    expectTypeOf<keyof SettingsChange>().toEqualTypeOf<keyof Settings>();
  });
});

test('deepPartial accepts every part of a valid value, for any nesting of defaults', () => {
  const schema = z.object({
    a: z.object({ b: z.object({ c: z.number().default(1) }).prefault({}), d: z.string() }),
    e: z.array(z.object({ f: z.number() })).default([]),
  });
  const whole = fc.record(
    {
      a: fc.record({ b: fc.record({ c: fc.integer() }, { requiredKeys: [] }), d: fc.string() }, { requiredKeys: [] }),
      e: fc.array(fc.record({ f: fc.integer() })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(whole, (change) => {
      expect(deepPartial(schema).parse(change)).toEqual(change);
    }),
  );
  expect(deepPartial(schema).safeParse({ e: [{}] }).success).toBe(false);
});
