import { vi } from 'vitest';

/** Repeats a check until it succeeds, with enough time for a busy machine. Resolves with the checked value. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 25_000, interval: 10 });
}
