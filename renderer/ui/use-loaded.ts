import { useEffect, useState } from 'react';

/** A part of a control that is a separate file. It is loaded once; after a failure the next need tries again. */
export interface Loadable<T> {
  /** The part, if it is loaded. */
  readonly now: () => T | null;
  load(): Promise<T>;
  /** Loads it before it is needed. A failure is left to the moment when it is needed. */
  preload(): void;
}

export function loadable<T>(start: () => Promise<T>): Loadable<T> {
  let loaded: T | null = null;
  let loading: Promise<T> | null = null;
  const load = () => {
    loading ??= start().then(
      (part) => {
        loaded = part;
        return part;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  return { now: () => loaded, load, preload: () => void load().catch(() => {}) };
}

/** The part from the moment at which it is needed and loaded; null until then. */
export function useLoaded<T>(part: Loadable<T>, isNeeded: boolean): T | null {
  const [loaded, setLoaded] = useState<{ readonly part: T } | null>(null);
  useEffect(() => {
    if (!isNeeded || loaded !== null) return;
    let isWanted = true;
    void part.load().then((found) => isWanted && setLoaded({ part: found }));
    return () => {
      isWanted = false;
    };
  }, [part, isNeeded, loaded]);
  return loaded?.part ?? (isNeeded ? part.now() : null);
}
