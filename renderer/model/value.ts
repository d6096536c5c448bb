/** A value that changes, and the way to hear of it. React reads it through useSyncExternalStore. */
export interface Value<T> {
  /** The same object until the next change. */
  get(): T;
  /** Does nothing if `next` is the present value. */
  set(next: T): void;
  /** Calls back after each change. Returns the function that ends this. */
  subscribe(listener: () => void): () => void;
}

export function createValue<T>(initial: T): Value<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
