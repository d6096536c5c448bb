import { expect, onTestFinished, test, vi } from 'vitest';
import { createCountedLines } from '../../server/base/counted-lines.ts';

function linesOf() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const said: string[] = [];
  return { said, lines: createCountedLines((line) => said.push(line)) };
}

test('a line is written immediately, and its repetitions as a number after a minute', () => {
  const { said, lines } = linesOf();
  for (let n = 0; n < 4_677; n++) lines.say('writing to the log failed: database or disk is full');
  expect(said).toEqual(['writing to the log failed: database or disk is full']);
  vi.advanceTimersByTime(60_000);
  expect(said[1]).toBe('writing to the log failed: database or disk is full (4676 times more)');
  lines.say('writing to the log failed: database or disk is full');
  expect(said).toHaveLength(3);
});

test('at the end the counts are written, and no lines without repetitions', () => {
  const { said, lines } = linesOf();
  for (const line of ['a', 'b', 'a']) lines.say(line);
  lines.close();
  expect(said).toEqual(['a', 'b', 'a (once more)']);
  vi.runAllTimers();
  expect(said).toHaveLength(3);
});

test('thousands of different lines in a minute are fifty and a number', () => {
  const { said, lines } = linesOf();
  for (let n = 0; n < 3_000; n++) lines.say(`request ${n} failed`);
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(51);
  expect(said.at(-1)).toBe('Other failures, each of them new: 2950');
});
