import type { StepOf } from '../../contract/lab.ts';
import { type Action, all, type Experiment, set } from '../experiment.ts';
import type { Forgery } from '../forge.ts';

const sendForged = (how: Forgery): Action => ({ type: 'forge', from: 'alice', who: 'mallory', how });
const forgeries = ['edit', 'guess', 'whole'] as const satisfies readonly StepOf<'forgery'>[];

/** A signed cookie can be read and copied by anyone, and changed by nobody who lacks the secret. */
export const forgery: Experiment<'forgery'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  steps: {
    'alice-sets': set('alice'),
    read: { type: 'read', from: 'alice' },
    flip: sendForged('flip'),
    edit: sendForged('edit'),
    guess: sendForged('guess'),
    whole: sendForged('whole'),
  },
  conclude: (sent) => {
    const taken = forgeries.filter((step) => sent(step)?.verdict.kind === 'accepted');
    if (taken.length > 1 || sent('flip')?.verdict.kind === 'accepted') return null;
    return taken[0] ?? 'none';
  },
};
