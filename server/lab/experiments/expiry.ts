import { SHORT_LIFETIME_SECONDS } from '../../contract/lab-actions.ts';
import { all, type Experiment, isAdmin, whoIsIn } from '../experiment.ts';

const serverSide = { cookie: { maxAgeMs: SHORT_LIFETIME_SECONDS * 1000 } };

/**
 * One visit halfway, and another after the first lifetime: whose clock was moved on by the visit in between? Real
 * seconds, since express-session and browsers have clocks of their own.
 */
export const expiry: Experiment<'expiry'> = {
  settings: {
    'server-side': { engines: all('server-side'), serverSide },
    rolling: { engines: all('server-side'), serverSide: { ...serverSide, rolling: true } },
    'client-side': {
      engines: all('client-side'),
      clientSide: { permanent: true, permanentLifetimeSeconds: SHORT_LIFETIME_SECONDS },
    },
  },
  conclude: (sent) => whoIsIn(['alice', isAdmin(sent('alice-gets'))], ['mallory', isAdmin(sent('mallory-gets'))]),
};
