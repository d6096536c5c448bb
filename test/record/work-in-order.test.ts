import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workInOrder } from '../../server/record/work-in-order.ts';
import { nextUncaught } from '../support/next-uncaught.ts';

test('work runs once, in the order in which it was added, for any caller at any time', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('add', 'addDue', 'runAll', 'later')), (steps) => {
      const asked: (() => void)[] = [];
      const order = workInOrder((work) => void asked.push(work));
      const done: number[] = [];
      for (const [step, what] of steps.entries()) {
        if (what === 'runAll') order.runAll();
        else if (what === 'later') asked.shift()?.();
        else order[what](() => void done.push(step));
        expect(asked.length).toBeLessThanOrEqual(steps.length);
      }
      order.runAll();
      const added = [...steps.keys()].filter((step) => steps[step] === 'add' || steps[step] === 'addDue');
      expect(done).toEqual(added);
    }),
  );
});

test('any amount of work causes one request to run it', () => {
  let asked = 0;
  const order = workInOrder(() => void asked++);
  order.add(() => {});
  expect(asked).toBe(0);
  order.addDue(() => {});
  order.addDue(() => {});
  expect(asked).toBe(1);
});

test('work that throws does not keep the work after it from being done', async () => {
  const order = workInOrder(() => {});
  const done: string[] = [];
  order.add(() => {
    throw new Error('from the work');
  });
  order.add(() => void done.push('after'));
  const surfaced = nextUncaught();
  order.runAll();
  expect(done).toEqual(['after']);
  expect(await surfaced).toMatchObject({ message: 'from the work' });
});

test('without a later moment work is done when it is added', () => {
  const done: number[] = [];
  const order = workInOrder();
  order.add(() => void done.push(1));
  order.addDue(() => void done.push(2));
  expect(done).toEqual([1, 2]);
});
