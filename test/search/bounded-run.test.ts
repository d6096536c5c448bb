import { expect, test } from 'vitest';
import { type BoundedRun, runBounded, watched } from '../../server/search/bounded-run.ts';

/** Runs work that has an end until it is done: on a busy machine it may be stopped before its first step. */
function untilDone(work: () => void): BoundedRun {
  for (;;) {
    const run = runBounded(work);
    if (run !== 'ended') return run;
  }
}

test('work that ends is done', () => {
  const done: string[] = [];
  expect(untilDone(() => void done.push('done'))).toBe('done');
  expect(done).toContain('done');
});

test('a regex that is stopped while other programs have the processor is run again', () => {
  let runs = 0;
  const waits = new Int32Array(new SharedArrayBuffer(4));
  const run = untilDone(() => {
    runs++;
    // This takes time by the clock, and none of the processor.
    watched(() => /a/.test(runs > 2 ? 'a' : String(Atomics.wait(waits, 0, 0, 400))));
  });
  expect(run).toBe('done');
  expect(runs).toBeGreaterThan(2);
});

test('a regex that would take centuries is ended', () => {
  const text = `${'a'.repeat(50)}b`;
  expect(runBounded(() => void watched(() => /^(a+)+$/.test(text)))).toBe('regex-too-slow');
});

test('a long run without a regex is distinguished', () => {
  expect(
    runBounded(() => {
      watched(() => /a/.test('a'));
      for (;;);
    }),
  ).toBe('ended');
});

test('an error of the work is its own', () => {
  expect(() =>
    runBounded(() => {
      throw new RangeError('no');
    }),
  ).toThrow(RangeError);
  expect(untilDone(() => {})).toBe('done');
});
