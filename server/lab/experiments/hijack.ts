import { all, type Experiment, greeted } from '../experiment.ts';

/** Whoever has the cookie has the session: nothing in it says whose browser it belongs to. */
export const hijack: Experiment<'hijack'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  conclude: (sent) => {
    const says = sent('mallory-asks-again')?.says;
    return says === 'Welcome Mallory' ? 'mallory' : greeted(sent('mallory-asks-again'));
  },
};
