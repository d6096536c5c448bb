import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../server/contract/lab/experiment.ts';
import { EXPERIMENT_NAMES, EXPERIMENTS, stepsOf, variantsOf } from '../../server/contract/lab/experiments.ts';
import type { LabRequestStep, LabStep } from '../../server/contract/lab/run.ts';
import type { Verdict } from '../../server/contract/verdict.ts';
import { conclude } from '../../server/lab/conclude.ts';

const accepted: Verdict = { kind: 'accepted', sid: null, secretNumber: 1 };
const refused: Verdict = { kind: 'bad-signature', sid: null, secretsTried: 1 };

function request(step: string, says: string, verdict: Verdict = accepted): LabRequestStep {
  return {
    kind: 'request',
    step,
    entryId: 1,
    arrivedAtMs: 0,
    actor: { id: 'lab-alice', name: 'Alice (Lab)', kind: 'simulated' },
    method: 'GET',
    url: '/getsession',
    says,
    verdict,
    cookieBytes: null,
    setsCookie: false,
    storeCalls: 0,
  };
}

const answers = {
  welcomed: [{ step: 'asks', says: 'Welcome Admin' }],
  listed: [
    { step: 'asks', contains: '"colour"' },
    { step: 'asks', lacks: '"size"' },
  ],
  forged: [{ step: 'asks', accepted: false }],
  unseen: 'never',
} as const;

describe('the answer of a run', () => {
  it.each<[string | null, string, LabStep[]]>([
    ['welcomed', 'the whole text is equal', [request('asks', 'Welcome Admin')]],
    [null, 'the text only contains the expected one', [request('asks', 'Welcome Admin!')]],
    ['listed', 'the text contains one word and lacks the other', [request('asks', '{"colour":"red"}')]],
    [null, 'the text contains both words', [request('asks', '{"colour":"red","size":"XL"}')]],
    ['listed', 'the text was read from a cookie', [{ kind: 'read', step: 'asks', text: '{"colour":1}' }]],
    ['forged', 'the verdict is another than accepted', [request('asks', '', refused)]],
    [null, 'the conditions of two answers hold', [request('asks', 'Welcome Admin', refused)]],
    [null, 'the step has neither text nor verdict', [{ kind: 'done', step: 'asks' }]],
    [null, 'the step is missing', [request('another', 'Welcome Admin')]],
    [null, 'there are no steps', []],
  ])('is %s if %s', (answer, _, steps) => {
    expect(conclude({ answers }, steps)).toBe(answer);
  });

  it('gives an answer of the experiment or null, for any steps', () => {
    const words = fc.constantFrom('Welcome Admin', 'Welcome Anonymous', '{"colour":"red"}', '{"size":"XL"}', 'sid abc');
    for (const name of EXPERIMENT_NAMES) {
      const steps = Object.keys(EXPERIMENTS[name].steps);
      fc.assert(
        fc.property(fc.array(fc.tuple(words, fc.boolean()), { minLength: steps.length }), (said) => {
          const done = steps.map((step, place) =>
            request(step, said[place]?.[0] ?? '', said[place]?.[1] ? accepted : refused),
          );
          expect([null, ...Object.keys(EXPERIMENTS[name].answers)]).toContain(conclude(EXPERIMENTS[name], done));
        }),
        { numRuns: 50 },
      );
    }
  });
});

describe.each(EXPERIMENT_NAMES)('the experiment %s', (name) => {
  const all = Object.entries(EXPERIMENTS[name].answers).flatMap(([answer, conditions]) =>
    conditions === 'never' ? [] : [{ answer, conditions }],
  );

  it('names only steps that every variant runs in the conditions of its answers', () => {
    for (const variant of variantsOf(name)) {
      const steps = stepsOf(name, variant)?.map(({ step }) => step) ?? [];
      for (const { step } of all.flatMap(({ conditions }) => conditions)) expect(steps).toContain(step);
    }
  });

  it('the conditions of two answers are never true in the same run', () => {
    const pairs = all.flatMap((a, place) => all.slice(place + 1).map((b) => [a, b] as const));
    const both = pairs.filter(([a, b]) => !a.conditions.some((x) => b.conditions.some((y) => contradict(x, y))));
    expect(both.map(([a, b]) => `${a.answer} and ${b.answer}`)).toEqual([]);
  });
});

/** Whether no result of a step fulfils both conditions. */
function contradict(a: Condition, b: Condition): boolean {
  if (a.step !== b.step) return false;
  if ('says' in a && 'says' in b) return a.says !== b.says;
  if ('accepted' in a && 'accepted' in b) return a.accepted !== b.accepted;
  if ('contains' in a && 'lacks' in b) return a.contains === b.lacks;
  return 'lacks' in a && 'contains' in b && a.lacks === b.contains;
}
