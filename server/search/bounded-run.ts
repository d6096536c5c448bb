import { createContext, Script } from 'node:vm';

/** The time limit: longer than an ordinary regex takes, and short enough for a waiting user. */
const limitMs = 150;

const context = createContext({ run: null });
const script = new Script('run()');
let isRegexUnderWay = false;

/**
 * Every use of the user's regex inside {@link runBounded} must be wrapped in this, so that the cause of a long run is
 * known.
 */
export function watched<T>(regex: () => T): T {
  isRegexUnderWay = true;
  const result = regex();
  isRegexUnderWay = false;
  return result;
}

/**
 * Runs `work`, which tests a regex against texts, and stops it at a time limit. A regex can take practically forever,
 * and JavaScript has no other way to stop it. `ended` means that it was stopped outside of a regex and may be run
 * again. `work` must leave its data usable wherever it is stopped.
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
