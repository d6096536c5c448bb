import { allOn, copyCookie, experiment, isAdmin, isAnonymous, type LabAction, logIn } from '../experiment.ts';
import type { Who } from '../lab-actors.ts';

const LIFETIME_SECONDS = 5;
/* The Expires of a cookie has whole seconds, so a browser may delete the cookie up to a second early. Flask counts the
   age in whole seconds, so it may accept the cookie up to a second longer. The visits are at least that far from both
   limits. */
const firstPauseMs = 2_900;
const secondPauseMs = 3_200;

const askSoonAfter = (step: string, who: Who): LabAction => ({
  type: 'request',
  who,
  action: { type: 'get', key: 'Username' },
  soonAfter: { step, ms: (LIFETIME_SECONDS - 1) * 1000 },
});

const serverSide = { cookie: { maxAgeMs: LIFETIME_SECONDS * 1000 } };

/**
 * One visit before the end of the lifetime and one after it. The experiment shows which of the three clocks the first
 * visit moves. It takes real seconds, because express-session and browsers read the clock of the system.
 */
export const expiry = experiment({
  findBy: 'clocks expire time 过期 时间',
  steps: {
    'alice-sets': logIn('alice'),
    copy: copyCookie('alice', 'mallory'),
    wait: { type: 'wait', ms: firstPauseMs },
    'alice-returns': askSoonAfter('alice-sets', 'alice'),
    'wait-again': { type: 'wait', ms: secondPauseMs },
    'alice-gets': askSoonAfter('alice-returns', 'alice'),
    'mallory-gets': askSoonAfter('alice-returns', 'mallory'),
  },
  variants: {
    'server-side': { engines: allOn('server-side'), serverSide },
    rolling: { engines: allOn('server-side'), serverSide: { ...serverSide, rolling: true } },
    'client-side': {
      engines: allOn('client-side'),
      clientSide: { permanent: true, permanentLifetimeSeconds: LIFETIME_SECONDS },
    },
  },
  answers: {
    both: [isAdmin('alice-gets'), isAdmin('mallory-gets')],
    alice: [isAdmin('alice-gets'), isAnonymous('mallory-gets')],
    mallory: [isAnonymous('alice-gets'), isAdmin('mallory-gets')],
    neither: [isAnonymous('alice-gets'), isAnonymous('mallory-gets')],
  },
});
