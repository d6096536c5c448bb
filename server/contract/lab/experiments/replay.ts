import { askWhoIAm, copyCookie, experiment, isAdmin, isAnonymous, logIn, ON_EACH_ENGINE, send } from '../experiment.ts';

/** A copy of a cookie is sent after the logout. */
export const replay = experiment({
  findBy: 'old again logout 重放 旧',
  steps: {
    'alice-sets': logIn('alice'),
    copy: copyCookie('alice', 'mallory'),
    'alice-pops': send('alice', { type: 'pop', key: 'Username' }),
    'alice-gets': askWhoIAm('alice'),
    'mallory-gets': askWhoIAm('mallory'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    anonymous: [isAnonymous('mallory-gets')],
    admin: [isAdmin('mallory-gets')],
    error: 'never',
  },
});
