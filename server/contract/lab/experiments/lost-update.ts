import { experiment, logIn, ON_EACH_ENGINE, send } from '../experiment.ts';

const hasColour = { step: 'alice-lists', contains: '"colour"' } as const;
const hasSize = { step: 'alice-lists', contains: '"size"' } as const;

/** Two requests of one browser overlap: each loads the whole session and saves the whole session. */
export const lostUpdate = experiment({
  findBy: 'race concurrent overwrite 丢失 并发 覆盖',
  steps: {
    'alice-sets': logIn('alice'),
    'first-begins': { type: 'begin', who: 'alice', action: { type: 'set', key: 'colour', value: 'red' } },
    second: send('alice', { type: 'set', key: 'size', value: 'XL' }),
    'first-ends': { type: 'finish', who: 'alice' },
    'alice-lists': send('alice', { type: 'list' }),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    both: [hasColour, hasSize],
    colour: [hasColour, { step: 'alice-lists', lacks: '"size"' }],
    size: [hasSize, { step: 'alice-lists', lacks: '"colour"' }],
    error: 'never',
  },
});
