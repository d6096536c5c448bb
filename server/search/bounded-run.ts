import { createContext, Script } from 'node:vm';

/** Longer than any regex takes that was not made to take long; short enough for nobody to be kept waiting. */
const limitMs = 150;

const context = createContext({ run: null });
const script = new Script('run()');
let isRegexUnderWay = false;

/** To be put around each use of somebody's regex within {@link runBounded}: so that it is known what took long. */
export function watched<T>(regex: () => T): T {
  isRegexUnderWay = true;
  const result = regex();
  isRegexUnderWay = false;
  return result;
}

/**
 * Runs `work`, which holds a regex against texts, and ends it after a while: a regex can take centuries, and nothing
 * else in JavaScript stops one. `ended`: it was ended, though not within a regex; it may be run again. `work` must
 * leave everything fit for use wherever it is ended.
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
