import { describe, expect, it } from 'vitest';
import { labPicture, stepStates } from '../../renderer/views/lab/picture.ts';
import { EXPERIMENT_NAMES, stepsOf, variantsOf } from '../../server/contract/lab/experiments.ts';
import type { LabRun } from '../../server/contract/lab/run.ts';

describe('the picture of an experiment', () => {
  it('has a lane for each browser that acts, and the site below them', () => {
    expect(labPicture('hijack', 'server-side')).toEqual({
      lanes: ['alice', 'mallory'],
      steps: [
        { step: 'alice-sets', number: 1, sign: 'request', from: 0, to: 2, who: 'alice' },
        { step: 'mallory-asks', number: 2, sign: 'request', from: 1, to: 2, who: 'mallory' },
        { step: 'copy', number: 3, sign: 'copy', from: 0, to: 1, who: 'alice' },
        { step: 'mallory-asks-again', number: 4, sign: 'request', from: 1, to: 2, who: 'mallory' },
      ],
    });
  });

  it('shows every step of every variant, each on a lane that is there', () => {
    for (const name of EXPERIMENT_NAMES) {
      for (const variant of variantsOf(name)) {
        const { lanes, steps } = labPicture(name, variant);
        expect(steps.map(({ step }) => step)).toEqual(stepsOf(name, variant)?.map(({ step }) => step));
        for (const { from, to } of steps) {
          expect([from, to].every((lane) => lane >= 0 && lane <= lanes.length)).toBe(true);
        }
      }
    }
  });

  it('knows the step under way while a run goes on, and none when it is over', () => {
    const steps = stepsOf('hijack', 'server-side')?.map(({ step }) => step) ?? [];
    const run: LabRun = {
      experiment: 'hijack',
      variant: 'server-side',
      state: 'running',
      startedAtMs: 0,
      steps: [{ kind: 'done', step: 'alice-sets' }],
      answer: null,
      failure: null,
    };
    expect(stepStates(run, steps).current).toBe('mallory-asks');
    expect(stepStates({ ...run, state: 'cancelled' }, steps).current).toBeNull();
    expect(stepStates(null, steps)).toEqual({ over: new Map(), current: null });
  });
});
