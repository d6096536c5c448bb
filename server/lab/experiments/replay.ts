import { all, type Experiment, greeted } from '../experiment.ts';

/** A copy of a cookie that is sent after the logout. */
export const replay: Experiment<'replay'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  conclude: (sent) => greeted(sent('mallory-gets')),
};
