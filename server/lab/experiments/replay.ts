import { all, type Experiment, get, greeted, pop, set } from '../experiment.ts';

/** A copy of a cookie that is sent after the logout. */
export const replay: Experiment<'replay'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  steps: {
    'alice-sets': set('alice'),
    copy: { type: 'copy', from: 'alice', to: 'mallory' },
    'alice-pops': pop('alice'),
    'alice-gets': get('alice'),
    'mallory-gets': get('mallory'),
  },
  conclude: (sent) => greeted(sent('mallory-gets')),
};
