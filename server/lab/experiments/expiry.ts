import type { ServerSideOptions } from '../../contract/engine-options.ts';
import type { StepOf } from '../../contract/lab.ts';

import { type Action, all, type Experiment, isAdmin, set, type Who, whoIsIn } from '../experiment.ts';

/*
 * Real seconds, since express-session and browsers have clocks of their own. A cookie's Expires has no fractions, so it may come a
 * second early, and Flask counts the age in whole seconds, so it may come a second late: the visits keep clear of both.
 */
const lifetimeSeconds = 5;
const firstPauseMs = 2_900;
const secondPauseMs = 3_200;
const soonMs = (lifetimeSeconds - 1) * 1000;

const cookie: Partial<ServerSideOptions['cookie']> = { maxAgeMs: lifetimeSeconds * 1000 };

const getSoonAfter = (step: StepOf<'expiry'>, who: Who): Action => ({
  type: 'request',
  who,
  action: { type: 'get', key: 'Username' },
  soonAfter: { step, ms: soonMs },
});

/** One visit halfway, and another after the first lifetime: whose clock was moved on by the visit in between? */
export const expiry: Experiment<'expiry'> = {
  settings: {
    'server-side': { engines: all('server-side'), serverSide: { cookie } },
    rolling: { engines: all('server-side'), serverSide: { cookie, rolling: true } },
    'client-side': {
      engines: all('client-side'),
      clientSide: { permanent: true, permanentLifetimeSeconds: lifetimeSeconds },
    },
  },
  steps: {
    'alice-sets': set('alice'),
    copy: { type: 'copy', from: 'alice', to: 'mallory' },
    wait: { type: 'wait', ms: firstPauseMs },
    'alice-returns': getSoonAfter('alice-sets', 'alice'),
    'wait-again': { type: 'wait', ms: secondPauseMs },
    'alice-gets': getSoonAfter('alice-returns', 'alice'),
    'mallory-gets': getSoonAfter('alice-returns', 'mallory'),
  },
  conclude: (sent) => whoIsIn(['alice', isAdmin(sent('alice-gets'))], ['mallory', isAdmin(sent('mallory-gets'))]),
};
