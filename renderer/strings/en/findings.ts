import type { Finding } from '../../../server/contract/finding.ts';
import { count, plural } from './words.ts';

/** The names and counts of findings. Their explanations are in finding-words.ts, which is loaded later. */
export const findings = {
  list: 'Findings',
  mark: (titles: readonly string[]) => `${plural(titles.length, 'finding')}: ${titles.join(', ')}`,
  count: (n: number) => plural(n, 'finding'),
  countWhy:
    'What went wrong in the requests that are loaded in the table. Such requests carry a warning sign. Press to see only them.',
  more: 'Why it matters',
  todo: 'What to do: ',
  evidence: 'Shown by',
  request: (id: number) => `#${count(id)}`,
  requestName: (id: number) => `Go to request ${count(id)}`,
  thisOne: 'this request',
  titles: {
    'silent-mutation': 'A change was lost without a word',
    'lost-update': 'Two requests overlapped, and one change was lost',
    revived: 'A destroyed session came back',
    hijack: "Another client's session cookie",
    'forged-cookie': 'A cookie that this server did not sign',
    'cookie-not-kept': 'A cookie that browsers do not keep',
    'cookie-lost': 'A session cookie that did not come back',
    'sid-unchanged': 'A login that kept the session id',
    'saved-twice': 'Saved more than once',
    'save-failed': 'The client got its answer, but the session was not saved',
    'cookie-repeated': 'The session cookie came more than once',
    'cookie-collision': 'Cookies of another app came along',
    'orphan-saved': 'A session nobody can find again',
    'login-kept-id': 'A login that kept the session id',
    'logout-left-valid': 'The old cookie works after the logout',
    'cookie-set-each-time': 'A cookie that every answer sets again',
    'cookie-keeps-changing': 'A session id that keeps changing',
    'cookie-unprotected': 'A session cookie that scripts can read',
    'cookie-sent-cross-site': 'Another site used this session',
    'cookie-secure-on-http': 'A Secure cookie over plain http',
    'cookie-on-many-paths': 'One cookie name for several paths',
    'session-changed-host': 'A session that changed host',
    'host-refused': 'The app refuses this host name',
    'cookie-name-shared': 'Two apps share a cookie name',
  } satisfies Record<Finding['kind'], string> as Record<Finding['kind'], string>,
};
