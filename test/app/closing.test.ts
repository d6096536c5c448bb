import { expect, test } from 'vitest';
import { createClosing } from '../../server/app/closing.ts';

test('parts are closed in reverse order, one after the other', async () => {
  const closing = createClosing();
  const ended: string[] = [];
  closing.add(() => void ended.push('database'));
  closing.add(async () => {
    await Promise.resolve();
    ended.push('site');
  });
  await closing.close();
  expect(ended).toEqual(['site', 'database']);
});

test('a second call to close waits for the first and closes nothing twice', async () => {
  const closing = createClosing();
  let count = 0;
  closing.add(() => void count++);
  await Promise.all([closing.close(), closing.close()]);
  expect(count).toBe(1);
});
