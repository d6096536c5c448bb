import type { Experiment } from '../experiment.ts';

/** The same two requests on both engines: where the data is, and what can be read of it. */
export const twins: Experiment<'twins'> = {
  settings: { both: { engines: { alice: 'server-side', bob: 'client-side' } } },
  conclude: (_sent, read) => {
    const [inAlices, inBobs] = [read('read-alice'), read('read-bob')].map((text) => text?.includes('Admin') ?? false);
    if (inAlices === inBobs) return inBobs ? 'both' : 'neither';
    return inBobs ? 'client-side' : null;
  },
};
