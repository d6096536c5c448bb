import { fileWords } from '../../../server/contract/file-words-en.ts';
import type { Settings } from '../../../server/contract/settings.ts';
import { bytes, count, duration, milliseconds, plural, timeOfDay } from './words.ts';

const whose = { site: 'The site', inspector: 'The inspector' };

/** The Live view: actors, the request table, and the screens that replace the table. */
export const live = {
  actors: 'Actors',
  key: 'Key',
  value: 'Value',
  keyOf: (name: string) => `Key for ${name}`,
  valueOf: (name: string) => `Value for ${name}`,
  pathOf: (name: string) => `Path for ${name}`,
  visit: 'Visit',
  badPath: 'A path starts with / and has ASCII characters only',
  set: 'Set',
  get: 'Get',
  pop: 'Pop',
  more: (name: string) => `More actions of ${name}`,
  noCookie: 'no cookie',
  onlyOtherEngines: "only the other engine's cookie",
  sid: 'sid',
  cookieIsData: 'cookie holds the data',
  /** The verdict of the site on the cookie of an actor, if the site would not accept it. */
  refused: (reason: string) => `refused: ${reason}`,
  noSecretFits: 'no given secret fits',
  notRead: 'not read: the app has no secret key',
  unchecked: 'not checked: the store cannot be read',
  borrowed: (owner: string) => `${owner}'s cookie`,
  lastAnswer: 'Last answer',
  /** Of a cookie that the user put into a browser's jar. */
  putIn: {
    copied: (owner: string) => `Cookie copied from ${owner}`,
    byHand: 'Cookie put in by hand',
    short: 'put in by hand',
  },
  announceJar: {
    copied: (who: string, owner: string) =>
      `${who} now has a copy of ${owner}'s cookie. No request was sent, so the site does not know.`,
    byHand: (who: string) => `A cookie was put into ${who}'s browser by hand. No request was sent.`,
    forgotten: (who: string) => `${who}'s browser has no cookie any more. The site does not know.`,
  },
  noAnswer: 'no request yet',
  copyCookieTo: (name: string) => `Copy cookie to ${name}`,

  requests: 'Requests',
  columns: {
    id: 'No.',
    time: 'Time',
    method: 'Method',
    request: 'Request',
    status: 'Status',
    actor: 'Actor',
    engine: 'Engine',
    session: 'Session',
    happened: 'What happened',
    cookie: 'Cookie',
    cookies: 'Cookies',
    'set-cookies': 'Set-Cookies',
    size: 'Size',
    store: 'Store',
    ms: 'ms',
  },
  chooseColumns: 'Choose columns',
  defaultColumns: 'The usual columns and widths',
  columnHints: {
    cookies: 'How many cookies came with the request',
    'set-cookies': 'How many Set-Cookie lines the response had',
    size: 'Bytes of the body of the response',
    store: 'How often the session store was asked',
    cookie: 'Bytes of the session cookie that came, name and value',
    ms: 'Milliseconds from the arrival of the request to the end of its response',
  },
  cookieBytes: (n: number) => bytes(n),
  noSession: 'none',
  noStatus: 'no answer',
  unknownSize: '–',
  milliseconds,

  /** The request or session that another is to be compared with. */
  comparing: {
    marked: (what: string) => `A: ${what}`,
    markedHow: 'Choose another request, then compare.',
    markedHowSession: 'Choose another session, then compare.',
    with: (what: string) => `Compare with ${what}`,
    forget: 'Forget A',
  },
  /** Fills an empty log. */
  first: {
    title: 'Ways to begin',
    what: 'Session Inspector shows how a site remembers its visitors: every request, the cookie that came with it, and the session that the site kept for it.',
    tutorial: 'Try the tutorial site',
    tutorialWhy:
      'Alice, Bob and Mallory above are three simulated browsers. Each press sends a real request to a small site that runs here, and the request appears here.',
    app: 'An app of yours',
    appWhy: 'See the sessions of your own app in any framework. It needs no change: you open it through another port.',
    recording: 'Open a recording',
    recordingWhy: 'A HAR file of any browser or proxy, or a file that this program has exported.',
  },
  rowHint: 'Choose a row to see its story.',
  /** For a file that does not describe the server, so that there is no story. */
  rowHintSeen: 'Choose a row to see its cookies and headers.',
  emptyButton: (name: string) => `Press Set on ${name}`,
  emptyPaused: 'Recording is paused, so new requests do not appear here.',
  emptyResume: 'Record again',
  loadingEarlier: 'Loading earlier requests…',
  newRequests: (n: number) => `${plural(n, 'new request')} ↓`,
  newest: 'Back to the newest ↓',
  announceMany: (n: number) => plural(n, 'new request'),
  announceOne: (who: string, what: string) => `${who}: ${what}`,

  unreadable: {
    row: (id: number, why: string) => `Row ${id} of the log cannot be read: ${why}. It is still in the database.`,
    notJson: 'its text is not JSON, so bytes of it were changed or cut off',
    newer: (version: number) => `a newer version of Session Inspector wrote it (format ${version})`,
    misfit: (member: string) => `its member “${member}” does not fit`,
    noEntry: 'its text is JSON, but not an entry of a log',
  },
  gap: (fromMs: number, toMs: number) =>
    `Requests between ${timeOfDay(fromMs)} and ${timeOfDay(toMs)} may be missing: the app did not shut down cleanly.`,
  edit: {
    set: (sid: string, key: string) => `Set ${key} in session ${sid} from this window, without a request.`,
    pop: (sid: string, key: string) => `Popped ${key} from session ${sid} from this window, without a request.`,
    replace: (sid: string) => `Replaced all data of session ${sid} from this window, without a request.`,
    expire: (sid: string) => `Let session ${sid} expire from this window, without a request.`,
    destroy: (sid: string) => `Destroyed session ${sid} from this window, without a request.`,
  },
  putAwayByLab: (sid: string) => `The Lab destroyed session ${sid} after its experiment. No request was sent.`,
  notice: {
    portTaken: (wanted: number, got: number) => `Port ${wanted} was taken, so the site listens on ${got}.`,
    paused: 'Recording paused. Requests from here on are not in the log.',
    resumed: 'Recording again.',
    singleConnection: (version: string) =>
      `SQLite ${version} is safe with one connection only, so long searches may make the site wait.`,
    secretsChanged: {
      rotated: (n: number) =>
        `A new secret signs from here on. ${plural(n, 'secret')} in all: cookies signed with the older ones still verify.`,
      added: (n: number) =>
        `Your own secret signs from here on. ${plural(n, 'secret')} in all: cookies signed with the older ones still verify.`,
      given: (n: number) =>
        `A secret of this app was given: ${plural(n, 'secret')} in all. Cookies are verified with it from here on.`,
      withdrawn: (n: number) => `A secret of this app was removed: ${plural(n, 'is', 'are')} left.`,
      moved: () => 'The order of the secrets was changed: the first signs from here on, all verify.',
      removed: (n: number) =>
        `A secret was removed; ${plural(n, 'is', 'are')} left. Cookies that it signed are refused from here on.`,
    },
    siteMoved: (port: number) => `The site listens on port ${port} from here on. Sessions go on: cookies ignore ports.`,
    cookieRenamed: {
      'server-side': (name: string) =>
        `From here on the server-side engine calls its cookie ${name}. Sessions stay in the store, but no cookie of the old name is read.`,
      'client-side': (name: string) =>
        `From here on the client-side engine calls its cookie ${name}. No cookie of the old name is read.`,
    },
    requestsRefused: (status: number, n: number) =>
      `${plural(n, 'more request')} ${n === 1 ? 'was' : 'were'} refused with ${status}. They came too fast to be recorded one by one.`,
    connectionsClosed: {
      idle: (at: 'site' | 'inspector', n: number) =>
        `${whose[at]} had as many connections as it may have, so ${plural(n, 'idle connection')} ${n === 1 ? 'was' : 'were'} closed to make room.`,
      full: (at: 'site' | 'inspector', n: number) =>
        `${whose[at]} had as many connections as it may have, all of them in use, so ${plural(n, 'new connection')} ${n === 1 ? 'was' : 'were'} closed.`,
      unanswered: (at: 'site' | 'inspector', n: number) =>
        `${whose[at]} closed ${plural(n, 'connection')} that sent more than 128 requests without waiting for answers.`,
    },
    settingsUnreadable: fileWords.settingsUnreadable,
    settingsNotKept: (reason: string) =>
      `A changed setting could not be written to the disk, so it applies only until the app is closed: ${reason}`,
    keptAside: fileWords.keptAside,
    sessionsRemoved: {
      count: (max: number, removed: number) =>
        `The store passed its limit of ${plural(max, 'session')}, so ${unused(removed)} deleted. The limit is in Settings.`,
      bytes: (max: number, removed: number) =>
        `The sessions passed their limit of ${bytes(max)}, so ${unused(removed)} deleted. The limit is in Settings.`,
    },
    logShortened: {
      entries: (max: number, removed: number) =>
        `The log passed its limit of ${count(max)} entries, so its ${oldest(removed)} deleted. The limit is in Settings.`,
      bytes: (max: number, removed: number) =>
        `The log passed its limit of ${bytes(max)}, so its ${oldest(removed)} deleted. The limit is in Settings.`,
      age: (max: number, removed: number) =>
        `The log passed its limit of age, ${duration(max)}, so its ${oldest(removed)} deleted. The limit is in Settings.`,
    },
    settingNames: {
      recording: 'recording',
      engine: 'engine',
      serverSide: 'options of express-session',
      clientSide: 'options of Flask',
      idleLimitMs: 'idle limit',
      sessionStore: 'place of the sessions',
      retention: 'size of the log',
      sessionLimits: 'number and size of the sessions',
      port: 'port',
      language: 'language',
      theme: 'theme',
      contrast: 'contrast',
      layout: 'layout',
    } satisfies Record<keyof Settings, string>,
  },
};

/** The subject and verb of a deletion. */
function unused(n: number): string {
  return n === 1 ? 'the least recently used session was' : `the ${count(n)} least recently used sessions were`;
}

/** `oldest entry was`, `412 oldest entries were`. */
function oldest(n: number): string {
  return n === 1 ? 'oldest entry was' : `${count(n)} oldest entries were`;
}

/** The timeline: lanes of sessions, their lives, and the requests that made them. */
export const timeline = {
  title: 'Timeline',
  /** In which language's way `Intl` writes the times of the axis. */
  axisLocale: 'en-GB',
  key: 'Key to the marks',
  shapes: {
    set: 'set',
    get: 'get',
    pop: 'pop',
    rejected: 'refused or failed',
    regenerated: 'regenerated',
    destroyed: 'destroyed',
    edited: 'edited here',
    listed: 'listed',
    cleared: 'cleared',
    unused: 'session not used',
  },
  /** The same words for a file of another program, which does not show whether a session continued. */
  seenShapes: { rejected: 'failed', unused: 'request' },
  collapse: 'Hide the timeline',
  expand: 'Show the timeline',
  resize: 'Height of the timeline',
  paused: 'not recording',
  now: 'now',
  noSession: 'no session',
  inCookie: 'cookie',
  unknownActor: 'unknown',

  destroyed: 'destroyed',
  deleted: 'cookie deleted',
  ended: 'not kept',
  closed: 'browser closed',
  expired: 'expired',
  gone: 'gone',
  becomes: (sid: string) => `→ ${sid}`,
  gap: 'log incomplete',

  mark: (atMs: number | null, who: string, what: string) =>
    `${atMs === null ? 'time unknown' : timeOfDay(atMs)}, ${who}: ${what}`,
  window: 'this window',
  list: 'Sessions on the timeline, as a list',
  more: (n: number) => `and ${count(n)} more`,
};

/** The cookie of a simulated browser, changed by hand or dragged to another. */
export const actorCookie = {
  edit: 'Edit its cookie…',
  compose: 'Write a request…',
  drag: (name: string) => `${name}’s cookie: drag it onto another actor to copy it there. The menu can do the same.`,

  title: (name: string) => `${name}’s session cookie`,
  lead: 'This browser sends this text from now on. No request is made, and the server does not know about the change.',
  valueOf: (name: string) => `Value of ${name}`,
  hint: 'Exactly as in the Cookie header, still percent-encoded.',
  badCharacters: 'A cookie value has printable characters of Latin-1 only, no semicolon, and is one line.',
  tooLong: (n: number) => `A browser keeps ${count(n)} characters at most.`,
  takeApart: 'Take it apart in Cookies',
  cancel: 'Cancel',
  save: (name: string) => `Put into ${name}’s jar`,
};
