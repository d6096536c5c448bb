import { all, type Experiment, set } from '../experiment.ts';

/** Two requests of one browser that overlap: each loads the whole session and saves the whole session. */
export const lostUpdate: Experiment<'lost-update'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  steps: {
    'alice-sets': set('alice'),
    'first-begins': { type: 'begin', who: 'alice', action: { type: 'set', key: 'colour', value: 'red' } },
    second: { type: 'request', who: 'alice', action: { type: 'set', key: 'size', value: 'XL' } },
    'first-ends': { type: 'finish' },
    'alice-lists': { type: 'request', who: 'alice', action: { type: 'list' } },
  },
  conclude: (sent) => {
    const says = sent('alice-lists')?.says ?? '';
    const [hasColour, hasSize] = [says.includes('"colour"'), says.includes('"size"')];
    if (hasColour === hasSize) return hasSize ? 'both' : null;
    return hasColour ? 'colour' : 'size';
  },
};
