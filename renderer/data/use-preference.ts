import { useCallback, useSyncExternalStore } from 'react';
import { useLayoutKeeper } from './use-inspector.ts';

/**
 * A choice about the appearance (a width, a wrap, a form) that is stored. It applies in every window, and after a
 * restart. `parse` reads the stored value, which may be from another version, and returns the default for an unknown
 * value. Data of the log is never stored here. A name consists of small letters, digits and hyphens; a value has at
 * most 1,000 characters as text.
 */
export function usePreference<T extends string | number | boolean>(
  name: string,
  parse: (stored: string | null) => T,
): [T, (value: T) => void] {
  const layout = useLayoutKeeper();
  const stored = useSyncExternalStore(layout.subscribe, () => layout.read(name));
  const change = useCallback((next: T) => layout.write(name, String(next)), [layout, name]);
  return [parse(stored), change];
}
