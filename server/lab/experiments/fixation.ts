import { all, type Experiment, greeted } from '../experiment.ts';

/** A session id that was planted before the login, and a login that renews it or does not. */
export const fixation: Experiment<'fixation'> = {
  settings: { plain: { engines: all('server-side') }, fixed: { engines: all('server-side') } },
  conclude: (sent) => greeted(sent('mallory-gets')),
};
