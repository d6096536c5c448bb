import { expect, test } from 'vitest';
import { createValue } from '../../renderer/model/value.ts';

test('a value notifies each subscriber of a change, until the subscriber leaves', () => {
  const value = createValue(1);
  const heard: number[] = [];
  const leave = value.subscribe(() => heard.push(value.get()));
  value.set(2);
  value.set(3);
  leave();
  value.set(4);
  expect(heard).toEqual([2, 3]);
  expect(value.get()).toBe(4);
});

test('setting a value to its present value notifies no subscriber', () => {
  const value = createValue('a');
  let told = 0;
  value.subscribe(() => told++);
  value.set('a');
  expect(told).toBe(0);
});
