import { bytes, milliseconds, plural, timeOfDay } from './words.ts';

/** The Live view: actors, the request table, and what stands in for it. */
export const live = {
  actors: 'Actors',
  key: 'Key',
  value: 'Value',
  keyOf: (name: string) => `Key for ${name}`,
  valueOf: (name: string) => `Value for ${name}`,
  set: 'Set',
  get: 'Get',
  pop: 'Pop',
  more: (name: string) => `More actions of ${name}`,
  noCookie: 'no cookie yet',
  sid: 'sid',
  cookieIsData: 'cookie holds the data',
  otherCookie: 'a cookie that holds no sid',
  borrowed: (owner: string) => `${owner}'s cookie`,
  lastAnswer: 'Last answer',
  noAnswer: 'no request yet',
  copyCookieTo: (name: string) => `Copy cookie to ${name}`,

  requests: 'Requests',
  columns: {
    time: 'Time',
    request: 'Request',
    actor: 'Actor',
    session: 'Session',
    happened: 'What happened',
    cookie: 'Cookie',
    ms: 'ms',
  },
  columnHints: {
    cookie: 'Bytes of the session cookie that came, name and value',
    ms: 'Milliseconds from the arrival of the request to the end of its response',
  },
  cookieBytes: (n: number) => bytes(n),
  noSession: 'none',
  noStatus: 'no answer',
  unknownSize: '–',
  milliseconds,

  empty: 'Every request to the site appears here, with what it did to its session.',
  emptyButton: (name: string) => `Press Set on ${name}`,
  emptyPaused: 'Recording is paused, so new requests do not appear here.',
  emptyResume: 'Record again',
  loadingEarlier: 'Loading earlier requests…',
  newRequests: (n: number) => `${plural(n, 'new request')} ↓`,
  newest: 'Back to the newest ↓',
  announceMany: (n: number) => plural(n, 'new request'),
  announceOne: (who: string, what: string) => `${who}: ${what}`,

  gap: (fromMs: number, toMs: number) =>
    `The log may lack requests between ${timeOfDay(fromMs)} and ${timeOfDay(toMs)}: the app ended without closing it.`,
  edit: {
    set: (sid: string, key: string) => `Set ${key} in session ${sid} from this window, without a request.`,
    pop: (sid: string, key: string) => `Popped ${key} from session ${sid} from this window, without a request.`,
    replace: (sid: string) => `Replaced all data of session ${sid} from this window, without a request.`,
    expire: (sid: string) => `Let session ${sid} expire from this window, without a request.`,
    destroy: (sid: string) => `Destroyed session ${sid} from this window, without a request.`,
  },
  notice: {
    portTaken: (wanted: number, got: number) => `Port ${wanted} was taken, so the site listens on ${got}.`,
    paused: 'Recording paused. Requests from here on are not in the log.',
    resumed: 'Recording again.',
    singleConnection: (version: string) =>
      `SQLite ${version} is safe with one connection only, so long searches may make the site wait.`,
    secretsChanged: {
      rotated: (n: number) =>
        `A new secret signs from here on. ${plural(n, 'secret')} in all: cookies signed with the older ones still verify.`,
      moved: () => 'The order of the secrets was changed: the first signs from here on, all verify.',
      removed: (n: number) =>
        `A secret was removed; ${plural(n, 'is', 'are')} left. Cookies that it signed are refused from here on.`,
    },
    siteMoved: (port: number) => `The site listens on port ${port} from here on. Sessions go on: cookies ignore ports.`,
    settingsUnreadable: (keptAside: string | null, dropped: readonly string[]) =>
      `${dropped.length === 0 ? 'The settings' : `Some settings (${dropped.join(', ')})`} could not be read and begin with their defaults.${keptAside === null ? '' : ` The file is kept as ${keptAside}.`}`,
    settingsNotKept: (reason: string) =>
      `A changed setting could not be written to the disk, so it holds only until the app is closed: ${reason}`,
    settingNames: {
      recording: 'recording',
      engine: 'engine',
      serverSide: 'options of express-session',
      clientSide: 'options of Flask',
      idleLimitMs: 'idle limit',
      retention: 'size of the log',
      port: 'port',
      language: 'language',
      theme: 'theme',
      contrast: 'contrast',
      layout: 'layout',
    },
  },
};
