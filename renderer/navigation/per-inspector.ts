import type { Inspector } from '../data/use-inspector.ts';
import { createValue, type Value } from '../model/value.ts';

/**
 * A separate value for each inspector. The selection in the live log is therefore not a selection in an opened file.
 */
export function createPerInspector<T>(initial: T): (inspector: Inspector) => Value<T> {
  const values = new WeakMap<Inspector, Value<T>>();
  return (inspector) => {
    const value = values.get(inspector) ?? createValue(initial);
    values.set(inspector, value);
    return value;
  };
}
