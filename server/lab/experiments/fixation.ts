import { all, type Experiment, get, greeted, set } from '../experiment.ts';

/** A session id that was planted before the login, and a login that renews it or does not. */
export const fixation: Experiment<'fixation'> = {
  settings: { plain: { engines: all('server-side') }, fixed: { engines: all('server-side') } },
  steps: {
    'mallory-begins': { type: 'request', who: 'mallory', action: { type: 'set', key: 'language', value: 'en' } },
    plant: { type: 'copy', from: 'mallory', to: 'alice' },
    'alice-renews': { type: 'request', who: 'alice', action: { type: 'regenerate' } },
    'alice-logs-in': set('alice'),
    'mallory-gets': get('mallory'),
  },
  conclude: (sent) => greeted(sent('mallory-gets')),
};
