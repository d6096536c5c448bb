import { createContext, Script } from 'node:vm';

/** Longer than an ordinary regex takes, and short enough for a waiting user. */
const limitMs = 150;

const context = createContext({ run: null });
const script = new Script('run()');
let isRegexUnderWay = false;

/** Has to wrap each use of the user's regex inside {@link runBounded}, to detect the cause of a long run. */
export function watched<T>(regex: () => T): T {
  isRegexUnderWay = true;
  const result = regex();
  isRegexUnderWay = false;
  return result;
}

/**
 * Runs `work`, which tests a regex against texts, and stops it after a while: a regex can take centuries, and
 * JavaScript has no other way to stop it. `ended` means that it was stopped outside of a regex and may be run again.
 * `work` must leave its data usable wherever it is stopped.
 */
export function runBounded(work: () => void): 'done' | 'ended' | 'regex-too-slow' {
  context.run = work;
  isRegexUnderWay = false;
  try {
    script.runInContext(context, { timeout: limitMs });
    return 'done';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return isRegexUnderWay ? 'regex-too-slow' : 'ended';
  } finally {
    context.run = null;
  }
}
