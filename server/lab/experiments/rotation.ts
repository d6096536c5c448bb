import { all, type Experiment, get, isAdmin, set, whoIsIn } from '../experiment.ts';

/** A new secret signs, the old one still verifies, then it is removed: whose cookie was signed anew meanwhile? */
export const rotation: Experiment<'rotation'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  steps: {
    'alice-sets': set('alice'),
    'bob-sets': set('bob'),
    rotate: { type: 'rotate' },
    'alice-gets': get('alice'),
    'bob-writes': { type: 'request', who: 'bob', action: { type: 'set', key: 'colour', value: 'blue' } },
    retire: { type: 'retire' },
    'alice-gets-again': get('alice'),
    'bob-gets-again': get('bob'),
  },
  conclude: (sent) => whoIsIn(['alice', isAdmin(sent('alice-gets-again'))], ['bob', isAdmin(sent('bob-gets-again'))]),
};
