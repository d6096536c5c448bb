import { allOn, askWhoIAm, experiment, isAdmin, isAnonymous, logIn } from '../experiment.ts';

const engines = allOn('server-side');

/** One site on two servers: each with its own sessions, or both with one store. The server of the login is stopped. */
export const twoServers = experiment({
  findBy: 'shared store load balancer redis scale cluster sticky 两台 共享 存储 负载均衡 集群',
  steps: {
    'servers-start': { type: 'start-servers' },
    'alice-sets': logIn('alice'),
    'alice-gets': askWhoIAm('alice'),
    'alice-gets-again': askWhoIAm('alice'),
    'server-stops': { type: 'stop-server', server: 1 },
    'alice-returns': askWhoIAm('alice'),
  },
  variants: {
    turns: { engines, servers: { balance: 'turns', sessions: 'own' } },
    sticky: { engines, servers: { balance: 'sticky', sessions: 'own' } },
    shared: { engines, servers: { balance: 'turns', sessions: 'shared' } },
  },
  answers: {
    'at-once': [isAnonymous('alice-gets')],
    'with-server': [isAdmin('alice-gets'), isAdmin('alice-gets-again'), isAnonymous('alice-returns')],
    never: [isAdmin('alice-gets'), isAdmin('alice-gets-again'), isAdmin('alice-returns')],
    error: 'never',
  },
});
