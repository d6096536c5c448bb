import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { within } from '../../server/base/within.ts';

test('an answer within the time is given, and null after it', async () => {
  expect(await within(Promise.resolve('here'), 10_000)).toBe('here');
  expect(await within(new Promise(() => {}), 1)).toBeNull();
  await expect(within(Promise.reject(new Error('gone')), 10_000)).rejects.toThrow('gone');
});

test('an answer that came in time is given, even if this process was held up longer than that', async () => {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  // From here on, timers come before what has arrived.
  await new Promise((resolve) => setImmediate(resolve));
  const answer = within(once(port2, 'message'), 5);
  port1.postMessage('here');
  const untilMs = performance.now() + 50;
  while (performance.now() < untilMs);
  expect(await answer).toEqual(['here']);
});
