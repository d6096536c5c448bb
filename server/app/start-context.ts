import type { Clock } from '../base/clock.ts';
import type { AppChanges } from './app-changes.ts';
import type { Closing } from './closing.ts';

/** What every step of the start uses. */
export interface StartContext {
  readonly clock: Clock;
  readonly changes: AppChanges;
  readonly closing: Closing;
  /** Writes a line of the app's own log. Such a line holds no secret. */
  readonly say: (line: string) => void;
  /** Says that something failed which nobody waits for. */
  readonly report: (what: string, error: unknown) => void;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
