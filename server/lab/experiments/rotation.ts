import { all, type Experiment, isAdmin, whoIsIn } from '../experiment.ts';

/** A new secret signs, the old one still verifies, then it is removed: whose cookie was signed anew meanwhile? */
export const rotation: Experiment<'rotation'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  conclude: (sent) => whoIsIn(['alice', isAdmin(sent('alice-gets-again'))], ['bob', isAdmin(sent('bob-gets-again'))]),
};
