/** A part of the core that the start does not need. */
export interface LoadedLater<Part> {
  /** Loads it at the first call. Rejects if it cannot be loaded; the next call tries again. */
  load(): Promise<Part>;
  /** Null until it is loaded. */
  readonly loaded: Part | null;
  /** Resolves when it is not being loaded, whatever came of it. */
  settled(): Promise<void>;
}

/**
 * Loads a part with its code when it is first used, so that the window need not wait for the code. `make` imports the
 * code and makes the part.
 */
export function loadedLater<Part>(make: () => Promise<Part>): LoadedLater<Part> {
  let loading: Promise<Part> | null = null;
  let loaded: Part | null = null;
  const load = async (): Promise<Part> => {
    try {
      loaded = await make();
      return loaded;
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  return {
    load() {
      loading ??= load();
      return loading;
    },
    get loaded() {
      return loaded;
    },
    async settled() {
      await loading?.catch(() => {});
    },
  };
}
