import type { Clock } from '../base/clock.ts';
import type { AppChanges } from './app-changes.ts';
import type { Closing } from './closing.ts';

/** The parts that every step of the start uses. */
export interface StartContext {
  readonly clock: Clock;
  readonly changes: AppChanges;
  readonly closing: Closing;
  /** Writes a line to the terminal log of the app. Such a line must not contain a secret. */
  readonly say: (line: string) => void;
  /** Reports the failure of a background task, whose result no caller waits for. */
  readonly report: (what: string, error: unknown) => void;
}
