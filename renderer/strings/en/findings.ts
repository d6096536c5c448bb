import type { Finding } from '../../../server/contract/finding.ts';
import { alarm, code, joinPhrases, type Phrase, say } from '../text/phrase.ts';
import { count, plural } from './words.ts';

/** One finding in words. */
interface FindingWords<F> {
  readonly title: string;
  readonly what: (finding: F) => Phrase;
  readonly why: string;
  readonly todo: string;
}

type AllWords = { readonly [K in Finding['kind']]: FindingWords<Extract<Finding, { kind: K }>> };

const keys = (names: readonly string[]): Phrase =>
  joinPhrases(
    names.map((name) => [code(name)]),
    ', ',
  );

/** What the detectors found: what it means, why it matters, what to do. */
export const findings = {
  list: 'Findings',
  mark: (titles: readonly string[]) => `${plural(titles.length, 'finding')}: ${titles.join(', ')}`,
  count: (n: number) => plural(n, 'finding'),
  countWhy:
    'Requests with something worth knowing, among those loaded in the table. They carry a warning sign. Press to see only such requests.',
  more: 'Why it matters',
  todo: 'What to do: ',
  evidence: 'Shown by',
  request: (id: number) => `#${count(id)}`,
  requestName: (id: number) => `Go to request ${count(id)}`,
  thisOne: 'this request',
  words: {
    'silent-mutation': {
      title: 'A change was lost without a word',
      what: (f) => say`${keys(f.keys)} was changed in memory, but neither saved nor sent.`,
      why: 'The answer of this request shows the change, the next one will not. Flask notices a key that is set or removed, not a change inside a list or an object.',
      todo: 'Set the key again after changing what is in it, or say session.modified = True.',
    },
    'lost-update': {
      title: 'Two requests overlapped, and one change was lost',
      what: (f) =>
        say`${keys(f.keys)} was changed by another request of the same session, and this one wrote the old value back.`,
      why: 'Each request loads the whole session and saves the whole session. Who saves last wins, for every key.',
      todo: 'Keep what changes often (a cart, a counter) in a table of its own, not in the session.',
    },
    revived: {
      title: 'A destroyed session came back',
      what: () => say`It was saved again after it had been destroyed: the logout was ${alarm('undone')}.`,
      why: 'A request that had loaded the session before the logout saved it afterwards. Who holds the old cookie is logged in again.',
      todo: 'Do not save what was loaded before a logout: turn resave off, and check in the handler that the session still exists.',
    },
    'sid-unchanged': {
      title: 'A name came into an older session',
      what: (f) =>
        say`${keys(f.keys)} came into a session whose id is older than that: whoever knew the id before goes by this name now, too.`,
      why: 'A login works like this: the name of the user comes into the session. Somebody who had planted the id in the browser before is then logged in as well (session fixation). Where you only pressed Set again, nothing is wrong.',
      todo: 'In an app of your own, give the session a new id at every login, logout and change of rights: req.session.regenerate(). Here, the menu of an actor does it.',
    },
    'saved-twice': {
      title: 'Saved more than once',
      what: (f) => say`The store was asked ${count(f.count)} times to save the same session.`,
      why: 'Each save writes the whole session, and makes a lost update more likely.',
      todo: 'Leave the saving to the middleware, unless the handler has to wait for it (before a redirect).',
    },
    'save-failed': {
      title: 'The client got its answer, but the session was not saved',
      what: (f) => say`The store said: ${f.message}`,
      why: 'The headers had left before the save failed, so the client cannot know. The next request finds the session as it was before.',
      todo: 'Look after the store first (disk, locks). Where it must not happen, save in the handler and answer afterwards.',
    },
    'cookie-collision': {
      title: 'Cookies of another app came along',
      what: (f) => say`${keys(f.names)} came too. Cookies ignore ports: every app on this host shares one jar.`,
      why: 'Two apps that use one cookie name log each other out, and each sees the cookies of the other.',
      todo: 'Give each app a cookie name of its own, or its own host name (127.0.0.1 and localhost are two).',
    },
    'orphan-saved': {
      title: 'A session nobody can find again',
      what: () => say`The session was saved, but its Secure cookie was withheld on plain http.`,
      why: 'The browser comes back without it and gets a new session each time; the store fills up.',
      todo: 'Use https, or turn the Secure option of the cookie off while developing on http.',
    },
  } satisfies AllWords as AllWords,
};
