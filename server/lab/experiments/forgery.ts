import type { StepOf } from '../../contract/lab.ts';
import { all, type Experiment } from '../experiment.ts';

const forgeries = ['edit', 'guess', 'whole'] as const satisfies readonly StepOf<'forgery'>[];

/** A signed cookie can be read and copied by anyone, and changed by nobody who lacks the secret. */
export const forgery: Experiment<'forgery'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  conclude: (sent) => {
    const taken = forgeries.filter((step) => sent(step)?.verdict.kind === 'accepted');
    if (taken.length > 1 || sent('flip')?.verdict.kind === 'accepted') return null;
    return taken[0] ?? 'none';
  },
};
