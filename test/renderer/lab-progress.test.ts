import { describe, expect, it } from 'vitest';
import { progressOf, readProgress, writeProgress } from '../../renderer/views/lab/lab-progress.ts';

describe('what was run in the Lab', () => {
  it('is read as it was written', () => {
    const progress = new Map([
      ['hijack.server-side', 'right'],
      ['lost-update.client-side', 'run'],
    ] as const);
    expect(readProgress(writeProgress(progress))).toEqual(progress);
  });

  it('forgets what this version does not know', () => {
    expect(
      readProgress('alchemy.both:right hijack.rolling:right twins.both:perhaps hijack:right twins.both:wrong'),
    ).toEqual(new Map([['twins.both', 'wrong']]));
    expect(readProgress('')).toEqual(new Map());
  });

  it('takes the best of the variants of an experiment', () => {
    const progress = readProgress('hijack.client-side:run hijack.server-side:right expiry.rolling:wrong');
    expect(progressOf(progress, 'hijack')).toBe('right');
    expect(progressOf(progress, 'expiry')).toBe('wrong');
    expect(progressOf(progress, 'twins')).toBeNull();
  });
});
