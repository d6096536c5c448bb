import type { SecretRange } from './secret-range.ts';
import { addValue } from './secret-value.ts';
import { type Secrecy, secrecyOf, secrecyWithin } from './sensitive-name.ts';
import { endOfBareValue } from './value-end.ts';

/** Where a map or a struct may start: `map[session:`, `{User:`. */
const SIGN = /map\[[^\s:\]]|\{[A-Za-z_]\w{0,60}:[^\s"']/;
/** An opening or a closing bracket, or a key of a map or a struct, which follows an opening bracket or a blank. */
const STEP = /map\[|[{[\]}]|(?<=[[{\s])([^\s:[\]{}"'`,&=]{1,100}):(?=[^\s"'])/g;

interface Frame {
  readonly hasKeys: boolean;
  /** The secrecy of the member whose value is being read, and where the value starts. */
  secrecy: Secrecy;
  start: number;
}

/**
 * The secrets in maps and structs as Go's `%v` prints them: `map[session:abc csrf:def]`, `{User:bob Password:x}`. They
 * have neither quotation marks nor commas, so a value ends at the next key or at the closing bracket.
 */
export function goSecretsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  if (!SIGN.test(text)) return ranges;
  const frames: Frame[] = [];
  for (const { 0: step, 1: key, index } of text.matchAll(STEP)) {
    const frame = frames.at(-1);
    if (key !== undefined) {
      if (frame?.hasKeys !== true) continue;
      addFrame(text, frame, index, ranges);
      frame.start = index + step.length;
      const isNested = /^(?:map\[|&?[[{])/.test(text.slice(frame.start, frame.start + 4));
      frame.secrecy = isNested ? secrecyWithin(key) : secrecyOf(key);
    } else if (step === ']' || step === '}') {
      if (frame !== undefined) addFrame(text, frame, index, ranges);
      frames.pop();
    } else frames.push({ hasKeys: step !== '[', secrecy: 'none', start: index });
  }
  return ranges;
}

/** Adds the value of the member that ends here, without the brackets around it. */
function addFrame(text: string, { secrecy, start }: Frame, until: number, ranges: SecretRange[]): void {
  if (secrecy === 'none') return;
  const isNested = '[{&m'.includes(text[start] ?? ' ') && /^(?:map\[|&?[[{])/.test(text.slice(start, start + 4));
  const from = isNested ? start + (/^(?:map\[|[&[{]{1,2})/.exec(text.slice(start, start + 4))?.[0].length ?? 0) : start;
  const bare = endOfBareValue(text, from);
  // A comma before the next key shows that this is another notation.
  const end = text[bare] === ',' && bare < until ? bare : until;
  const value = { start: from, end: from + text.slice(from, end).replace(/[\s\]})]+$/, '').length };
  if (!/^(?:<nil>|nil)?$/.test(text.slice(value.start, value.end))) addValue(text, value, secrecy, ranges);
}
