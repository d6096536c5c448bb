import type { ExperimentName } from '../contract/lab.ts';
import type { Experiment } from './experiment.ts';
import { expiry } from './experiments/expiry.ts';
import { fixation } from './experiments/fixation.ts';
import { forgery } from './experiments/forgery.ts';
import { hijack } from './experiments/hijack.ts';
import { lostUpdate } from './experiments/lost-update.ts';
import { replay } from './experiments/replay.ts';
import { rotation } from './experiments/rotation.ts';
import { twins } from './experiments/twins.ts';

/** What each experiment does, by its name in the contract. */
export const experiments: { readonly [Name in ExperimentName]: Experiment<Name> } = {
  hijack,
  twins,
  forgery,
  replay,
  fixation,
  'lost-update': lostUpdate,
  expiry,
  rotation,
};
