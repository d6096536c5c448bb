import type { OptionId } from '../../model/engine-options.ts';
import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, dayAndTime, duration, plural } from './words.ts';

/** The options of the engines. Their names are those of the framework; only the descriptions belong to this app. */
export const settings = {
  title: 'Settings',
  lead: 'Every change applies to the next request.',
  /** Over a watched app or a file. */
  leadElsewhere:
    'The engine, its options, the secrets, the port and the limits of sessions are settings of the tutorial site, and are shown there.',
  /** Which sessions a change reaches. This text is above the options. */
  reach: {
    'server-side':
      'express-session keeps the options of the cookie (cookie.…) in each session: a change applies to sessions that begin after it.',
    'client-side': 'Flask reads its options whenever it sends a cookie: a change reaches every session.',
  },

  optionsOf: { 'server-side': 'Options of express-session', 'client-side': 'Options of Flask' },
  active: 'in use',
  inactive: 'used after switching to it',
  changed: 'changed',
  defaultIs: (code: string) => `Default: ${code}`,
  defaultsAre: (code: string, framework: string, frameworkCode: string) =>
    `Default here: ${code}, in ${framework}: ${frameworkCode}`,
  reset: (name: string) => `Reset ${name} to its default`,
  resetAll: 'Reset all to defaults',
  presets: (name: string) => `Usual lengths for ${name}`,
  lengthOf: (name: string) => `${name}, as a number`,
  units: { ms: 'ms', s: 's' },
  browserSession: 'null',
  nothing: 'until the browser closes',
  sameAs: (ms: number) => `${duration(ms)} =`,
  preset: (ms: number) => duration(ms, 1),
  outOfRange: (min: number, max: number, unit: string) =>
    `Type a whole number from ${count(min)} to ${count(max)} ${unit}; browsers keep no cookie longer than 400 days.`,

  cookieNameWrong: 'Type letters, digits, and . _ - without spaces: a cookie name is a token.',
  options: {
    'serverSide.name':
      'The name of the session cookie. Cookies ignore ports, so two apps on localhost with one name end each other’s sessions. At any port other than 5000 the default name contains the port.',
    'clientSide.cookieName':
      'The name of the session cookie. Flask’s own is session. Warning: cookies ignore ports, so with that name this site and every Flask app on localhost end each other’s sessions, unless they have the same secret: then each takes the cookies of the other. At any port other than 5000 the default name contains the port.',
    'serverSide.resave':
      'Save the session at the end of every request, even if nothing in it changed. Two requests at the same time may then undo each other.',
    'serverSide.saveUninitialized':
      'Save a new session although nothing was stored in it: every visitor gets a row and a cookie.',
    'serverSide.rolling': 'Send the cookie again with every answer, so that its expiry moves with use.',
    'serverSide.unset': 'Whether the row stays or is destroyed when the handler sets req.session to null.',
    'serverSide.cookie.maxAgeMs':
      'How long the browser keeps the cookie. With null it has no expiry, and is gone when the browser closes.',
    'serverSide.cookie.secure':
      'Send the cookie over https only. With auto it depends on how each request came. This site speaks http, and X-Forwarded-Proto does not count, because it trusts no proxy (trust proxy).',
    'serverSide.cookie.sameSite': 'Whether the browser sends the cookie with requests that other sites cause.',
    'serverSide.cookie.httpOnly': 'Keep the cookie away from scripts in the page, so that a script cannot read it out.',
    'clientSide.httpOnly': 'Keep the cookie away from scripts in the page, so that a script cannot read it out.',
    'clientSide.secure': 'Mark the cookie for https only. This site speaks http.',
    'clientSide.sameSite':
      'Whether the browser sends the cookie with requests that other sites cause. None leaves the attribute out.',
    'clientSide.permanentLifetimeSeconds':
      'How long a permanent session lasts. Also how old any signature may be: an older cookie counts as empty.',
    'clientSide.refreshEachRequest':
      'Send the cookie of a permanent session again with every answer, so that its expiry moves with use.',
    'clientSide.permanent':
      'Mark a session permanent when a key is set. Its cookie then has an expiry; otherwise it lasts until the browser closes.',
    'clientSide.hasSecret':
      'Sign with the secret of this site. With None the app behaves as if it had no secret: reading finds nothing, writing fails.',
  } satisfies Record<OptionId, string>,

  notes: {
    'none-without-secure':
      'SameSite=None without Secure: browsers refuse this cookie, so every request begins a new session.',
    'secure-over-http':
      'This site speaks http, so express-session withholds the cookie. Each Set leaves an orphan row that nobody can reach.',
    'secure-auto-none': 'Over http auto means not Secure, and with SameSite=None browsers then refuse the cookie.',
    'flask-secure-over-http':
      'Flask sends the cookie although this site speaks http. A client keeps it only if it trusts localhost; elsewhere it would be lost.',
    'max-age-zero': 'The cookie has expired when it arrives, so no request ever sends it.',
    'rolling-without-expiry':
      'The cookie has no expiry that could move: rolling only sends the same cookie again. Set maxAge to see it at work.',
    'refresh-not-permanent':
      'Only permanent sessions are sent again, and none is made permanent now. Turn session.permanent on to see it at work.',
    'no-secret': 'Every session reads as empty, and a request that writes gets status 500.',
    'scripts-can-read': 'A script in the page can read the cookie: one injected script is enough to steal the session.',
    'resave-races':
      'Two requests at the same time then write the whole session each: the one that ends last undoes the other, even if it changed nothing.',
    'max-age-below-second':
      'Expires counts whole seconds: a cookie that is to live less than one may be over before it arrives.',
    'auto-over-http': 'This site speaks http, so auto means not Secure here. Behind https it would mean Secure.',
    'strict-from-links':
      'A link from another site arrives without the cookie, so its first page is shown as to a stranger.',
    'same-site-unset':
      'Without the attribute each browser decides: Chrome takes it for Lax, Firefox and Safari send the cookie along.',
    'lifetime-for-all':
      'No session is made permanent now, and still a cookie whose signature is older than this reads as empty.',
    'rows-for-everyone': 'Each request without a cookie leaves a row, crawlers and health checks included.',
  },
};

export type SettingsStrings = AnyLanguage<typeof settings>;

/** The settings of the app itself: addresses, storage and appearance. */
export const appSettings = {
  sections: {
    label: 'Sections of the settings',
    engine: 'Session engine',
    'server-side': 'express-session',
    'client-side': 'Flask',
    secrets: 'Signing secrets',
    site: 'Site and recording',
    retention: 'How much is kept',
    folder: 'Data folder',
    appearance: 'Appearance',
    keyboard: 'Keyboard',
  },
  /** The message at a number field with an invalid value. */
  outOfRange: (min: string, max: string) => `Not applied. Type a whole number from ${min} to ${max}.`,

  site: {
    recording: 'Recording',
    recordingWhy: 'Whether requests are written to the log. The site answers and keeps sessions either way.',
    recordings: { on: 'On', off: 'Paused' },
    paused: 'Requests leave no trace in the log now. A mark in the log says from when to when.',
    port: 'Port',
    portWhy:
      'Where the site listens on this machine. It moves there immediately; sessions continue, because cookies do not distinguish ports. 0 takes any free port.',
    portNow: (url: string) => `It listens on ${url}.`,
    portTaken: (wanted: number, got: number) =>
      `Another program listens on port ${wanted}, or it needs rights you do not have, so the site is on ${got}. End that program and set the port again, or choose another.`,
    portUnreached: (wanted: number, got: number) =>
      `The site could not be moved to port ${wanted} and still listens on ${got}. Choose another port. Ports below 1024 usually need administrator rights.`,
    portBlocked: (port: number) =>
      `Browsers refuse to open port ${port}, since another protocol owns it (the “bad ports” of the Fetch standard). The simulated browsers and curl still reach it.`,
    anyPort: 'any',
    idle: 'Idle limit',
    idleWhy:
      'How long the store keeps a session whose cookie has no expiry, counted from its last use. A session already in the store keeps its time until it is used again.',
    idleUnit: 's',
    idleNotUsed:
      'cookie.maxAge is set, so sessions end with their cookie, and this limit does not apply to new sessions.',
    store: 'Sessions are stored in',
    storeWhy:
      'The database of this app, for one server. For several servers of one site, a store that all of them can reach: Redis, Valkey or PostgreSQL, on this machine. The servers also need the same signing secret.',
    ownDatabase: 'the database of this app',
    storeNow: (place: string) => `The sessions are in ${place} now.`,
    storeNext:
      'This takes effect at the next start: end Session Inspector and start it again. Sessions are not moved; they stay where they are.',
    storePassword:
      'A password is read from the variable SESSION_INSPECTOR_STORE_PASSWORD when the app starts. It is not stored.',
    storeWrong:
      'Not applied. Type an address such as redis://127.0.0.1:6379 or postgres://postgres@127.0.0.1:5432/postgres, without a password.',
    idleNothingStored: 'The client-side engine stores nothing on the server, so there is nothing to limit.',
  },

  retention: {
    lead: 'When the log exceeds one of its limits, its oldest entries are deleted. When the store exceeds one, the least recently used sessions are deleted. Pinned requests and sessions of the simulated browsers stay.',
    entries: 'Entries',
    entriesWhy: 'How many entries the log may hold: requests, edits and notices.',
    bytes: 'Disk for the log',
    bytesWhy: 'How much of the disk the log may take, with its indexes.',
    bytesUnit: 'MB',
    age: 'Age',
    ageWhy: 'How old an entry may get.',
    ageUnit: 'min',
    sessions: 'Sessions',
    sessionsWhy: 'How many sessions the store may hold. Any visitor can make the site store one.',
    sessionBytes: 'Disk for sessions',
    sessionBytesWhy: 'How much of the disk the stored sessions may take, with their indexes.',
    nowSessions: (n: number, of: number) => `Now ${plural(n, 'session')} of ${count(of)}`,
    nowEntries: (n: number, of: number) => `Now ${plural(n, 'request')} of ${count(of)}`,
    nowBytes: (n: number, of: number) => `Now ${bytes(n)} of ${bytes(of)}`,
    nowAge: (atMs: number) => `The oldest entry is from ${dayAndTime(atMs)}`,
    elsewhere: 'It does not apply now: the sessions are in a shared store, which has limits of its own.',
    nowEmpty: 'The log is empty',
    fileNotCounted: 'The open file is not counted. Return to the site to see what its log takes.',
    ask: (limit: string) =>
      `The log holds more than ${limit}. Its oldest entries would be deleted immediately and permanently. Lower the limit?`,
    askSessions: (limit: string) =>
      `The store holds more than ${limit}. The least recently used sessions would be deleted immediately and permanently. Lower the limit?`,
    yes: 'Lower it and delete',
    no: 'Keep the limit',
  },

  folder: {
    lead: 'One folder on this machine, for this user only. Nothing leaves it. To forget everything, close the app and delete it.',
    path: 'Path',
    copy: 'Copy the path of the data folder',
    reveal: 'Show in the file manager',
    revealFailed: (reason: string) =>
      `The file manager could not be opened: ${reason}. Copy the path and open it there.`,
    size: 'Size',
    sizeNow: (n: number) => `${bytes(n)} on the disk`,
    measuring: 'Measuring…',
    holds: 'Holds',
    holdsWhat:
      'The log and the sessions, an index for the filter, these settings, and the signing secrets if the keychain of the system does not keep them.',
    other: 'To use another folder, start with --data-dir.',
  },

  secrets: {
    lead: 'The first secret signs cookies; all of them verify. express-session uses this order, Flask the reverse.',
    loading: 'Asking for the state of the secrets…',
    list: 'Signing secrets in their order',
    name: (n: number) => `Secret ${count(n)}`,
    length: (characters: number) => plural(characters, 'character'),
    fingerprint: (hex: string) => `SHA-256 begins ${hex}`,
    signs: 'signs and verifies',
    verifies: 'verifies',
    weak: 'weak',
    weakWhy: 'A weak secret is in public lists, so anyone can sign cookies with it. Rotate, then remove it.',
    reveal: (n: number) => `Show secret ${count(n)}`,
    hide: (n: number) => `Hide secret ${count(n)}`,
    copy: (n: number) => `Copy secret ${count(n)}`,
    up: (n: number) => `Move secret ${count(n)} up`,
    down: (n: number) => `Move secret ${count(n)} down`,
    remove: (n: number) => `Remove secret ${count(n)}`,
    removeAsk: (n: number) =>
      `Remove secret ${count(n)}? Every cookie that it signed is refused from the next request on, and whoever holds one begins a new session.`,
    removeYes: 'Remove it',
    removeNo: 'Keep it',
    lastStays: 'The last secret cannot be removed, because the site needs one to sign with.',
    own: 'A secret of your own',
    ownWhy: 'For example the SECRET_KEY of your Flask app. It signs from the next request on.',
    add: 'Add',
    rotate: 'Rotate',
    full: (n: number) => `There are ${count(n)} already. Remove the oldest first.`,
    moved: (n: number) =>
      n === 1 ? 'The secret is first now, so it signs.' : `The secret is in place ${count(n)} now.`,
    added: 'Your secret signs from now on. Cookies signed before still verify.',
    rotated: 'A new secret signs from now on. Cookies signed before still verify.',
    removed: 'The secret is removed. Cookies that it signed are refused from now on.',
    effects: {
      rotate: {
        title: 'Rotate',
        text: 'A new secret takes the first place and signs from the next request on. Live sessions continue: cookies that the other secrets signed still verify.',
      },
      reorder: {
        title: 'Reorder',
        text: 'Only the signing secret changes. Live sessions continue, whichever secret signed them.',
      },
      remove: {
        title: 'Remove',
        text: 'Cookies that it signed are refused. Server-side the data stays in its row, which no cookie leads to, until it expires; client-side it is lost with the cookie.',
      },
    },
    keptIn: 'Kept in',
    given: 'Given at this start (--secret). These secrets, and changes to them, are not stored.',
    isProtected:
      'A file in the data folder, sealed by the operating system’s keychain against other programs of this user.',
    isNotProtected:
      'A file in the data folder that only this user may read; other programs of this user can read it too.',
  },

  appearance: {
    language: 'Language',
    languageWhy:
      'The language of the window and of its menu. System takes the first language of your system that this app has.',
    system: 'System',
    theme: 'Theme',
    themeWhy: 'Light or dark. System follows your system, also when it changes in the evening.',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    contrast: 'Contrast',
    contrastWhy:
      'More contrast separates every text and line more clearly from its background. System follows your system.',
    contrasts: { system: 'System', normal: 'Normal', more: 'More' },
    layout: 'Layout',
    layoutWhy:
      'Sizes, columns and views are remembered as you leave them, and are the same in every window. Saved filters stay.',
    layoutFirst: 'as at the first start',
    forgetLayout: 'Forget the layout',
  },
};

export type AppSettingsStrings = AnyLanguage<typeof appSettings>;
