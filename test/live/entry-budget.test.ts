import { expect, test } from 'vitest';
import { EntryBudget } from '../../server/live/entry-budget.ts';

function newBudget() {
  let nowMs = 0;
  const budget = new EntryBudget(() => nowMs);
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { budget, wait };
}

test('allows five hundred entries at once', () => {
  const { budget } = newBudget();
  expect(budget.left).toBe(500);
  budget.spend(400);
  expect(budget.left).toBe(100);
});

test('allows a thousand entries a second in the long run, and no more after a pause', () => {
  const { budget, wait } = newBudget();
  let sent = 0;
  for (let ms = 0; ms < 10_000; ms += 8) {
    wait(8);
    sent += budget.left;
    budget.spend(budget.left);
  }
  expect(sent).toBeGreaterThan(10_400);
  expect(sent).toBeLessThan(10_600);
  wait(60_000);
  expect(budget.left).toBe(500);
});
