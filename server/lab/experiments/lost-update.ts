import { all, type Experiment } from '../experiment.ts';

/** Two requests of one browser that overlap: each loads the whole session and saves the whole session. */
export const lostUpdate: Experiment<'lost-update'> = {
  settings: { 'server-side': { engines: all('server-side') }, 'client-side': { engines: all('client-side') } },
  conclude: (sent) => {
    const says = sent('alice-lists')?.says ?? '';
    const [hasColour, hasSize] = [says.includes('"colour"'), says.includes('"size"')];
    if (hasColour === hasSize) return hasSize ? 'both' : null;
    return hasColour ? 'colour' : 'size';
  },
};
