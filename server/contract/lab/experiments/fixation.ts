import { allOn, askWhoIAm, copyCookie, experiment, isAdmin, isAnonymous, logIn, send } from '../experiment.ts';

/**
 * An attacker sets a session id before the login. The login keeps the id in one variant and changes it in the other.
 */
export const fixation = experiment({
  findBy: 'regenerate login session id 固定 登录',
  steps: {
    'mallory-begins': send('mallory', { type: 'set', key: 'language', value: 'en' }),
    plant: copyCookie('mallory', 'alice'),
    'alice-renews': send('alice', { type: 'regenerate' }),
    'alice-logs-in': logIn('alice'),
    'mallory-gets': askWhoIAm('mallory'),
  },
  variants: {
    plain: { engines: allOn('server-side'), skips: ['alice-renews'] },
    fixed: { engines: allOn('server-side') },
  },
  answers: {
    anonymous: [isAnonymous('mallory-gets')],
    admin: [isAdmin('mallory-gets')],
    error: 'never',
  },
});
