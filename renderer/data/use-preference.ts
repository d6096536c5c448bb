import { useCallback, useSyncExternalStore } from 'react';
import { useLayoutKeeper } from './use-inspector.ts';

/**
 * A choice about how things look (a width, a wrap, a form) that is remembered: it holds in every window, and after a
 * restart. `parse` reads what was stored, which may be from another version: it gives the default for anything it
 * does not know. Nothing of the log is ever kept here. A name is of small letters, digits and hyphens; a value has
 * 1,000 characters at most as text.
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
