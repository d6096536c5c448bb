import { useCallback, useState } from 'react';

/**
 * A choice about how things look (a width, a wrap, a form) that this window remembers. `parse` reads what was stored, which
 * may be from another version: it gives the default for anything it does not know. Nothing of the log is ever kept here.
 */
export function usePreference<T extends string | number | boolean>(
  name: string,
  parse: (stored: string | null) => T,
): [T, (value: T) => void] {
  const [value, setValue] = useState(() => parse(localStorage.getItem(name)));
  const change = useCallback(
    (next: T) => {
      setValue(next);
      localStorage.setItem(name, String(next));
    },
    [name],
  );
  return [value, change];
}
