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
  words: {
    en: {
      title: 'Two servers',
      teaser: 'Who knows the session?',
      story:
        'One server has become too slow, so a second one answers for the same site. Both have the same code and the same secret, and a load balancer in front of them chooses who gets each request. Alice logs in. Later the server at which she logged in is stopped.',
      question: 'When does Alice lose her login?',
      answers: {
        'at-once': 'With the next request',
        'with-server': 'When that server is stopped',
        never: 'She does not lose it',
        error: 'The second server answers with an error: it did not set this cookie',
      },
      steps: {
        'servers-start': 'Two servers start, each at its own port',
        'alice-sets': 'Alice logs in at server 1',
        'alice-gets': 'Alice asks who she is',
        'alice-gets-again': 'Alice asks once more',
        'server-stops': 'Server 1 is stopped',
        'alice-returns': 'Alice asks who she is',
      },
      variants: { turns: 'By turns', sticky: 'Sticky', shared: 'Shared store' },
      because: {
        turns:
          'The signature of her cookie is good at both servers, but its id names a session in the memory of server 1. Server 2 has no such session. Her third request is the turn of server 1 again, which still knows her: a login that comes and goes is the sign of this fault.',
        sticky:
          'The load balancer sends each browser to one server for as long as that server runs. That hides the fault until the server is stopped, for example for an update: its sessions were in its memory and are gone.',
        shared:
          'The session is in a store beside the servers. Every server finds it there by the id in the cookie, so it does not matter which of them answers, or that one of them is gone.',
      },
      rule: 'As soon as two servers answer for one site, their sessions belong in a store that both can reach, such as Redis or a database. Sticky routing alone loses the logins of a server with the server. This site can do that too: Settings says how.',
      setting:
        'Without a shared store, each server keeps its sessions in its memory (MemoryStore). The shared store is a Redis that runs for this experiment, or SQLite if this machine has no Redis. The first step says which.',
    },
    'zh-CN': {
      title: '两台服务器',
      teaser: '谁认识这个会话？',
      story:
        '一台服务器已经太慢，于是第二台服务器也为同一个站点应答。两台的代码和密钥都相同，前面的负载均衡器决定每个请求由谁处理。Alice 登录。之后，她登录时所在的那台服务器被停掉。',
      question: 'Alice 什么时候失去登录？',
      answers: {
        'at-once': '下一个请求就失去',
        'with-server': '那台服务器停掉的时候',
        never: '不会失去',
        error: '第二台服务器报错：这个 Cookie 不是它设置的',
      },
      steps: {
        'servers-start': '两台服务器启动，各有一个端口',
        'alice-sets': 'Alice 在服务器 1 上登录',
        'alice-gets': 'Alice 问自己是谁',
        'alice-gets-again': 'Alice 再问一次',
        'server-stops': '服务器 1 停掉',
        'alice-returns': 'Alice 问自己是谁',
      },
      variants: { turns: '轮流', sticky: '粘性', shared: '共享存储' },
      because: {
        turns:
          '她的 Cookie 的签名在两台服务器上都有效，但其中的 id 指向服务器 1 内存里的会话，服务器 2 没有这个会话。第三个请求又轮到服务器 1，它还认识她：登录时有时无，正是这个错误的标志。',
        sticky:
          '只要一台服务器还在运行，负载均衡器就把同一个浏览器一直送到那一台。这掩盖了错误，直到那台服务器停掉（例如更新时）：会话在它的内存里，随之消失。',
        shared:
          '会话在服务器之外的存储里。每台服务器都能凭 Cookie 中的 id 在那里找到它，所以由哪一台应答、其中一台是否还在，都没有关系。',
      },
      rule: '只要有两台服务器为一个站点应答，会话就应放进两台都能访问的存储，例如 Redis 或数据库。只靠粘性路由，服务器一停，它上面的登录就全部丢失。本站点也能这样做，方法见“设置”。',
      setting:
        '没有共享存储时，每台服务器把会话放在自己的内存里（MemoryStore）。共享存储是专为这个实验运行的 Redis；如果这台电脑没有 Redis，则是 SQLite。第一步会说明是哪一种。',
    },
  },
});
