import { vi } from 'vitest';

/** Looks again until what is expected is so, with time to spare on a busy machine. Resolves with what was looked at. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 25_000, interval: 10 });
}
