import { askWhoIAm, experiment, isAdmin, isAnonymous, logIn, ON_EACH_ENGINE, send } from '../experiment.ts';

/** A new secret signs and the old one still verifies, then the old one is removed. Which cookies were signed again? */
export const rotation = experiment({
  findBy: 'secret secrets key rotate 轮换 密钥',
  steps: {
    'alice-sets': logIn('alice'),
    'bob-sets': logIn('bob'),
    rotate: { type: 'rotate' },
    'alice-gets': askWhoIAm('alice'),
    'bob-writes': send('bob', { type: 'set', key: 'colour', value: 'blue' }),
    retire: { type: 'retire' },
    'alice-gets-again': askWhoIAm('alice'),
    'bob-gets-again': askWhoIAm('bob'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    both: [isAdmin('alice-gets-again'), isAdmin('bob-gets-again')],
    alice: [isAdmin('alice-gets-again'), isAnonymous('bob-gets-again')],
    bob: [isAnonymous('alice-gets-again'), isAdmin('bob-gets-again')],
    neither: [isAnonymous('alice-gets-again'), isAnonymous('bob-gets-again')],
  },
});
