import type { AnyLanguage } from '../any-language.ts';
/** Two requests, or two sessions, side by side. */
export const compare = {
  requestsTitle: 'Compare two requests',
  requestsLead: 'What differs is marked. The clock, and how long each took, are left out.',
  sessionsTitle: 'Compare two sessions',
  sessionsLead: 'As the store holds them now.',
  onlyDifferences: 'Only differences',
  sides: ['A', 'B'] as const,
  swap: 'Swap A and B',
  same: 'same',
  different: 'different',
  nothing: 'nothing on either side',
  differ: (n: number, all: number) => (n === 0 ? 'They do not differ.' : `${n} of ${all} parts differ.`),
  noCookie: 'no cookie came',
  untilClosed: 'when the browser closes',

  requestParts: {
    request: 'Request line',
    headers: 'Request headers',
    cookies: 'Cookies, by part',
    decision: 'What was decided',
    session: 'Session after',
    store: 'Store calls',
    response: 'Response',
  },
  sessionParts: { data: 'Data', life: 'Life', owners: 'Whose it is', cookie: 'Cookie', size: 'Size' },
  fields: {
    actor: 'sent by',
    engine: 'engine',
    method: 'method',
    path: 'path',
    query: 'query',
    httpVersion: 'HTTP version',
    status: 'status',
    verdict: 'cookie',
    created: 'created',
    used: 'last used',
    expires: 'expires in the store',
    cookieExpires: 'cookie ends',
    bytes: 'bytes',
  },

  markSession: 'Compare this session with another',
};

export type CompareStrings = AnyLanguage<typeof compare>;
