import type { Judgment } from '../../../contract/decision.ts';

type Inputs = Judgment['inputs'];
/** The questions, by number; may grow at the end. */
const questions: readonly Judgment['question'][] = ['created', 'saved', 'touched', 'destroyed', 'set-cookie'];
/** Bits of a mask. */
const mostInputs = 30;

/**
 * The judgments of one request use the same few facts, so the facts are written once and each judgment names its facts
 * by a bit mask: `[facts, question, answer, rule, mask, question, ...]`. Judgments that contradict each other about a
 * fact are written in full.
 */
export type PackedDecision = [Inputs, ...(number | string)[]] | { judgments: readonly Judgment[] } | [];

export function packDecision(decision: readonly Judgment[]): PackedDecision {
  if (decision.length === 0) return [];
  const facts: Inputs = {};
  const names: string[] = [];
  const packed: PackedDecision = [facts];
  for (const { question, answer, rule, inputs } of decision) {
    let mask = 0;
    for (const name in inputs) {
      const value = inputs[name] as Inputs[string];
      let bit = names.indexOf(name);
      if (bit === -1) {
        bit = names.push(name) - 1;
        facts[name] = value;
      } else if (facts[name] !== value) {
        return { judgments: decision };
      }
      mask |= 1 << bit;
    }
    packed.push(questions.indexOf(question), answer ? 1 : 0, rule, mask);
  }
  // An object would sort names that look like numbers first, and does not accept `__proto__` as a name.
  const isInOrder = names.length <= mostInputs && Object.keys(facts).every((name, index) => name === names[index]);
  return isInOrder && Object.keys(facts).length === names.length ? packed : { judgments: decision };
}

export function unpackDecision(packed: PackedDecision): Judgment[] {
  if (!Array.isArray(packed)) return [...packed.judgments];
  const [facts, ...items] = packed;
  if (facts === undefined) return [];
  const names = Object.keys(facts);
  const decision: Judgment[] = [];
  for (let at = 0; at < items.length; at += 4) {
    const mask = items[at + 3] as number;
    const inputs: Inputs = {};
    for (const [bit, name] of names.entries()) {
      if ((mask & (1 << bit)) !== 0) inputs[name] = facts[name] as Inputs[string];
    }
    decision.push({
      question: questions[items[at] as number] as Judgment['question'],
      answer: items[at + 1] === 1,
      rule: items[at + 2] as Judgment['rule'],
      inputs,
    });
  }
  return decision;
}
