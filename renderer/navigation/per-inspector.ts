import type { Inspector } from '../data/use-inspector.ts';
import { createValue, type Value } from '../model/value.ts';

/**
 * A value of its own for each inspector. What the user selects in the live log is therefore not selected in a file
 * that is opened beside it.
 */
export function createPerInspector<T>(initial: T): (inspector: Inspector) => Value<T> {
  const values = new WeakMap<Inspector, Value<T>>();
  return (inspector) => {
    const value = values.get(inspector) ?? createValue(initial);
    values.set(inspector, value);
    return value;
  };
}
