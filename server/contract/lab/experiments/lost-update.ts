import { ENGINE_NAMES, experiment, logIn, ON_EACH_ENGINE, send } from '../experiment.ts';

const hasColour = { step: 'alice-lists', contains: '"colour"' } as const;
const hasSize = { step: 'alice-lists', contains: '"size"' } as const;

/** Two requests of one browser overlap: each loads the whole session and saves the whole session. */
export const lostUpdate = experiment({
  findBy: 'race concurrent overwrite 丢失 并发 覆盖',
  steps: {
    'alice-sets': logIn('alice'),
    'first-begins': { type: 'begin', who: 'alice', action: { type: 'set', key: 'colour', value: 'red' } },
    second: send('alice', { type: 'set', key: 'size', value: 'XL' }),
    'first-ends': { type: 'finish', who: 'alice' },
    'alice-lists': send('alice', { type: 'list' }),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    both: [hasColour, hasSize],
    colour: [hasColour, { step: 'alice-lists', lacks: '"size"' }],
    size: [hasSize, { step: 'alice-lists', lacks: '"colour"' }],
    error: 'never',
  },
  words: {
    en: {
      title: 'Lost update',
      teaser: 'Which of two wins?',
      story:
        "Alice's page sends two requests at once: one sets colour, the other sets size. The first request loads the session and is slow. The second is quick and gets its response before the first continues.",
      question: 'What is in the session in the end?',
      answers: {
        both: 'Colour and size',
        colour: 'Only colour; size is lost',
        size: 'Only size; colour is lost',
        error: 'An error: the site notices the conflict',
      },
      steps: {
        'alice-sets': 'Alice logs in',
        'first-begins': 'The request for colour begins, loads the session and is slow',
        second: 'The request for size arrives and gets its response',
        'first-ends': 'The request for colour continues and gets its response',
        'alice-lists': 'Alice lists what is in her session',
      },
      variants: ENGINE_NAMES.en,
      because: {
        'server-side':
          'The first request had loaded the session before size was in it. When it saved, it wrote the whole session as it had loaded it, over the row with size. In Live, the request has a finding that names both requests.',
        'client-side':
          'Both requests had the same cookie. The first request got its response last, with a cookie made from the data it had sent, and a browser keeps the last cookie.',
      },
      rule: 'A session is loaded and saved as a whole: of two overlapping requests, the one that ends last decides the value of every key. Keep data that changes often (carts, counters) in a separate table.',
    },
    'zh-CN': {
      title: '更新丢失',
      teaser: '两个请求谁赢？',
      story:
        'Alice 的页面同时发出两个请求：一个写入 colour，一个写入 size。第一个加载了会话之后很慢；第二个很快，在第一个继续之前就得到了响应。',
      question: '最后会话里有什么？',
      answers: {
        both: 'colour 和 size 都有',
        colour: '有 colour，size 丢了',
        size: '有 size，colour 丢了',
        error: '出错：站点会发现冲突',
      },
      steps: {
        'alice-sets': 'Alice 登录',
        'first-begins': '写入 colour 的请求开始，加载会话，然后很慢',
        second: '写入 size 的请求到来并得到响应',
        'first-ends': '写入 colour 的请求继续并得到响应',
        'alice-lists': 'Alice 列出会话里的内容',
      },
      variants: ENGINE_NAMES['zh-CN'],
      because: {
        'server-side':
          '第一个请求加载会话时，里面还没有 size。它保存时，把自己所知道的整个会话写了回去，覆盖了含有 size 的会话记录。在“实时”里，它带有一项指明这两个请求的发现。',
        'client-side':
          '两个请求携带的是同一个 Cookie。第一个最后才得到响应，新 Cookie 由它携带的内容生成，而浏览器保留最后一个。',
      },
      rule: '会话是整个加载、整个保存的：两个请求重叠时，对每个键来说，最后结束的说了算。经常变化的内容（购物车、计数器）要放进单独的表。',
    },
  },
});
