import { type Experiment, get, set } from '../experiment.ts';

/** The same two requests on both engines: where the data is, and what can be read of it. */
export const twins: Experiment<'twins'> = {
  settings: { both: { engines: { alice: 'server-side', bob: 'client-side' } } },
  steps: {
    'alice-sets': set('alice'),
    'bob-sets': set('bob'),
    'read-alice': { type: 'read', from: 'alice' },
    'read-bob': { type: 'read', from: 'bob' },
    'alice-gets': get('alice'),
    'bob-gets': get('bob'),
  },
  conclude: (_sent, read) => {
    const [inAlices, inBobs] = [read('read-alice'), read('read-bob')].map((text) => text?.includes('Admin') ?? false);
    if (inAlices === inBobs) return inBobs ? 'both' : 'neither';
    return inBobs ? 'client-side' : null;
  },
};
