import type { Finding } from '../../../server/contract/finding.ts';
import { alarm, code, joinPhrases, type Phrase, say, strong } from '../text/phrase.ts';
import { count, plural } from './words.ts';

/** One finding in words. `About` is what its sentence is made of. */
interface FindingWords<About> {
  readonly title: string;
  readonly what: (about: About) => Phrase;
  readonly why: string;
  readonly todo: string;
}

type Of<K> = Extract<Finding, { kind: K }>;
/** What is told with reasons in words; every other finding is told by what it found. */
interface InWords {
  readonly 'forged-cookie': string;
  readonly 'cookie-not-kept': { readonly name: string; readonly reasons: readonly string[] };
  readonly 'cookie-lost': { readonly name: string; readonly reason: Phrase };
}
type AboutOf<K> = K extends keyof InWords ? InWords[K] : Of<K>;
type AllWords = { readonly [K in Finding['kind']]: FindingWords<AboutOf<K>> };

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
    'What went wrong in the requests that are loaded in the table. Such requests carry a warning sign. Press to see only them.',
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
    hijack: {
      title: "Another client's session cookie",
      what: (f) =>
        say`This cookie was given to ${strong(f.givenTo.name)}. ${alarm('Another client')} sent it now, and the server accepted it.`,
      why: 'A session cookie is all the proof the server asks for: every client that sends it is taken for the one it was given to. A stolen cookie looks like this, and so does a cookie that an attacker planted in another browser, or a request that you copied yourself.',
      todo: 'Destroy the session if you did not copy the cookie. Against theft: HttpOnly, Secure, SameSite, short lifetimes, and a new id at each login.',
    },
    'forged-cookie': {
      title: 'A cookie that this server did not sign',
      what: (reason) =>
        say`The session cookie was ${alarm('refused')}: ${reason}. Somebody changed it, or it is not from this app.`,
      why: 'An honest client sends the cookie back as it was given. A forged or edited cookie looks like this, and so does a damaged one, one that was signed with a secret this app no longer has, or the cookie of another app on this host with the same name.',
      todo: 'If nobody tried to forge it: check whether a secret was changed or removed, and whether another app on this host uses the same cookie name.',
    },
    'cookie-not-kept': {
      title: 'A cookie that browsers do not keep',
      what: ({ name, reasons }) => say`${code(name)} was sent to the browser, and is lost there. ${reasons.join(' ')}`,
      why: 'Browsers tell nobody that they refuse a cookie, and the server goes on as if it had been kept. The next request comes with the cookie from before, or with none, and what was just stored is lost.',
      todo: 'A cookie that is too large: store less in the session, or keep the data on the server and only an id in the cookie. Other reasons: set the attributes that are named.',
    },
    'cookie-lost': {
      title: 'A session cookie that did not come back',
      what: ({ name, reason }) => say`${code(name)} is missing: ${reason}.`,
      why: 'Without its session cookie a client is a stranger to the server: whoever was logged in is logged out, and nobody is told why.',
      todo: 'Open the row that is named: what it set, or what it did to the cookie, decides. Set the cookie with the host, the path and the attributes under which it is needed.',
    },
    'sid-unchanged': {
      title: 'A login that kept the session id',
      what: (f) =>
        f.knownTo === undefined
          ? say`${keys(f.keys)} was set in a session that existed before.`
          : say`${keys(f.keys)} was set in a session whose id ${strong(f.knownTo.name)} had before: ${alarm(`${f.knownTo.name} is logged in, too`)}.`,
      why: 'Every client that knows the id of a session has that session. An attacker who plants an id in a browser and waits for the login is logged in as well (session fixation). As long as only one client knows the id, nothing is wrong.',
      todo: 'Give the session a new id at every login, logout and change of rights: req.session.regenerate(). In this app, the menu of an actor does it.',
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
      todo: 'Check the store first (disk space, locks). If losing a save is not acceptable, save in the handler and respond only after it succeeds.',
    },
    'cookie-repeated': {
      title: 'The session cookie came more than once',
      what: (f) => say`${code(f.name)} came ${count(f.count)} times in one request. The server reads the first.`,
      why: 'A browser sends one name twice when it holds two cookies of that name, for two paths or domains. Which of them comes first does not depend on the server, so the session may be the wrong one.',
      todo: 'Clear the cookies of this host in the browser, and set the cookie with one path and one domain everywhere.',
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
