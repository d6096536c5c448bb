import { allOn, experiment, logIn } from '../experiment.ts';

/** More than a browser keeps, even after Flask has compressed it. */
const NOTE_LENGTH = 5_000;

/** A text that looks random, the same in every run (a linear congruential generator, Numerical Recipes). */
function note(length: number): string {
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

const engines = allOn('client-side');

/**
 * One cookie with another attribute in each variant, and the browser that keeps it, sends it, or does neither. The
 * simulated browsers follow the rules of Chromium.
 */
export const keptAndSent = experiment({
  findBy: 'browser cookie refused SameSite Secure size 4096 浏览器 拒绝 大小',
  steps: {
    'alice-sets': logIn('alice'),
    'alice-stores': {
      type: 'request',
      who: 'alice',
      action: { type: 'set', key: 'note', value: note(NOTE_LENGTH) },
    },
    look: { type: 'look', at: 'alice' },
    'alice-returns': {
      type: 'request',
      who: 'alice',
      action: { type: 'get', key: 'Username' },
      isFromAnotherSite: true,
    },
  },
  variants: {
    strict: { engines, clientSide: { sameSite: 'strict' }, skips: ['alice-stores'] },
    secure: { engines, clientSide: { secure: true }, skips: ['alice-stores'] },
    large: { engines, skips: ['alice-sets'] },
  },
  answers: {
    sent: [
      { step: 'look', contains: 'Path=' },
      { step: 'alice-returns', accepted: true },
    ],
    'held-back': [
      { step: 'look', contains: 'Path=' },
      { step: 'alice-returns', accepted: false },
    ],
    'not-kept': [
      { step: 'look', lacks: 'Path=' },
      { step: 'alice-returns', accepted: false },
    ],
  },
});
