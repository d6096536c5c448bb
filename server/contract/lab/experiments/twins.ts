import { askWhoIAm, experiment, logIn, readCookie } from '../experiment.ts';

/** The same two requests on both engines: where the data is, and how much of it can be read without the secret. */
export const twins = experiment({
  findBy: 'compare server-side client-side 对比 引擎',
  steps: {
    'alice-sets': logIn('alice'),
    'bob-sets': logIn('bob'),
    'read-alice': readCookie('alice'),
    'read-bob': readCookie('bob'),
    'alice-gets': askWhoIAm('alice'),
    'bob-gets': askWhoIAm('bob'),
  },
  variants: { both: { engines: { alice: 'server-side', bob: 'client-side' } } },
  answers: {
    neither: [
      { step: 'read-alice', lacks: 'Admin' },
      { step: 'read-bob', lacks: 'Admin' },
    ],
    both: [
      { step: 'read-alice', contains: 'Admin' },
      { step: 'read-bob', contains: 'Admin' },
    ],
    'client-side': [
      { step: 'read-alice', lacks: 'Admin' },
      { step: 'read-bob', contains: 'Admin' },
    ],
  },
});
