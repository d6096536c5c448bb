import { askWhoIAm, copyCookie, experiment, isAdmin, isAnonymous, logIn, ON_EACH_ENGINE } from '../experiment.ts';

/** A cookie is not bound to a browser: any browser that sends the cookie has the session. */
export const hijack = experiment({
  findBy: 'steal stolen hijacking session cookie 劫持 偷 盗用',
  steps: {
    'alice-sets': logIn('alice'),
    'mallory-asks': askWhoIAm('mallory'),
    copy: copyCookie('alice', 'mallory'),
    'mallory-asks-again': askWhoIAm('mallory'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    mallory: [{ step: 'mallory-asks-again', says: 'Welcome Mallory' }],
    anonymous: [isAnonymous('mallory-asks-again')],
    admin: [isAdmin('mallory-asks-again')],
  },
});
