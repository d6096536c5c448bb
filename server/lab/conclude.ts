import type { Condition, Experiment } from '../contract/lab/experiment.ts';
import type { LabStep } from '../contract/lab/run.ts';

/** The answer whose conditions are all true for the finished steps. Null if there is no such answer, or several. */
export function conclude({ answers }: Pick<Experiment, 'answers'>, steps: readonly LabStep[]): string | null {
  const byName = new Map(steps.map((done) => [done.step, done]));
  const holding = Object.entries(answers).flatMap(([answer, conditions]) => {
    const comesTrue = conditions !== 'never' && conditions.every((condition) => holds(condition, byName));
    return comesTrue ? [answer] : [];
  });
  return holding.length === 1 ? (holding[0] ?? null) : null;
}

/** A condition on a step without text or verdict is false. */
function holds(condition: Condition, steps: ReadonlyMap<string, LabStep>): boolean {
  const done = steps.get(condition.step);
  if (done === undefined || done.kind === 'done') return false;
  if ('accepted' in condition) {
    return done.kind === 'request' && (done.verdict.kind === 'accepted') === condition.accepted;
  }
  const text = done.kind === 'request' ? done.says : done.text;
  if ('says' in condition) return text === condition.says;
  return 'contains' in condition ? text.includes(condition.contains) : !text.includes(condition.lacks);
}
