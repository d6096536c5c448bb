import { cpuUsage } from 'node:process';
import { createContext, Script } from 'node:vm';

/** The limit of processor time: longer than an ordinary regex takes, and short enough for a waiting user. */
const limitMs = 150;
/** The longest time by the clock, for a regex on a machine whose processors are busy with other work. */
const longestMs = 5_000;

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

export type BoundedRun = 'done' | 'ended' | 'regex-too-slow';

/**
 * Runs `work`, which tests a regex against texts, and stops it at a time limit. A regex can take practically forever,
 * and JavaScript has no other way to stop it. `ended` means that it was stopped outside of a regex and may be run
 * again. `work` must leave its data usable wherever it is stopped, and continue there if it is run again: a regex that
 * was stopped because other programs had the processor is run again with more time.
 */
export function runBounded(work: () => void): BoundedRun {
  for (let wallMs = limitMs; ; wallMs *= 2) {
    const startMs = processorMs();
    const run = runFor(work, wallMs);
    if (run !== 'regex-too-slow' || processorMs() - startMs >= limitMs / 2 || wallMs >= longestMs) return run;
  }
}

/** The processor time of this thread in ms. Node before 23.9 knows that of the whole process only, which is more. */
function processorMs(): number {
  const { user, system } = 'threadCpuUsage' in process ? process.threadCpuUsage() : cpuUsage();
  return (user + system) / 1000;
}

function runFor(work: () => void, wallMs: number): BoundedRun {
  context.run = work;
  isRegexUnderWay = false;
  try {
    script.runInContext(context, { timeout: wallMs });
    return 'done';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return isRegexUnderWay ? 'regex-too-slow' : 'ended';
  } finally {
    context.run = null;
  }
}
