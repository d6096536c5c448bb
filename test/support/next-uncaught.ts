import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** The next error that nobody catches, kept from the test runner, which would fail the run for it. */
export async function nextUncaught(): Promise<unknown> {
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  onTestFinished(() => {
    for (const listener of others) process.on('uncaughtException', listener);
  });
  const [error] = await once(process, 'uncaughtException');
  return error;
}
