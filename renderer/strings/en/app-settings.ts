import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, dayAndTime, plural } from './words.ts';

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
      'Where the site listens on this machine. It moves there at once; sessions go on, since cookies do not tell ports apart. 0 takes any free port.',
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
    idleNotUsed: 'cookie.maxAge is set, so sessions end with their cookie, and this limit does nothing for new ones.',
    store: 'Sessions are stored in',
    storeWhy:
      'The database of this app, for one server. For several servers of one site, a store that all of them can reach: Redis, Valkey or PostgreSQL, on this machine. The servers also need the same signing secret.',
    ownDatabase: 'the database of this app',
    storeNow: (place: string) => `The sessions are in ${place} now.`,
    storeNext: 'The address is used from the next start on. Sessions are not moved; they stay where they are.',
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
    nowAge: (atMs: number) => `The oldest entry is of ${dayAndTime(atMs)}`,
    nowEmpty: 'The log is empty',
    ask: (limit: string) =>
      `The log holds more than ${limit}. Its oldest entries would be deleted at once, for good. Lower the limit?`,
    askSessions: (limit: string) =>
      `The store holds more than ${limit}. The least recently used sessions would be deleted at once, for good. Lower the limit?`,
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
      'The log and the sessions, an index for the filter, these settings, and the signing secrets if the system keeps none.',
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
    weakWhy:
      'A weak secret stands in public lists, so anyone can sign cookies of their own with it. Rotate, then remove it.',
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
    lastStays: 'The last one cannot be removed: nothing could be signed.',
    own: 'A secret of your own',
    ownWhy: 'For example the SECRET_KEY of your Flask app. It signs from the next request on.',
    add: 'Add',
    rotate: 'Rotate',
    full: (n: number) => `There are ${count(n)} already. Remove the oldest first.`,
    moved: (n: number) => (n === 1 ? 'It is the first now, so it signs.' : `It is in place ${count(n)} now.`),
    added: 'Your secret signs from now on. Cookies signed before still verify.',
    rotated: 'A new secret signs from now on. Cookies of before stay good.',
    removed: 'It is removed. What it signed is refused from now on.',
    effects: {
      rotate: {
        title: 'Rotate',
        text: 'A new secret takes the first place and signs from the next request on. Live sessions go on: what the others signed still verifies.',
      },
      reorder: {
        title: 'Reorder',
        text: 'Only who signs changes. Live sessions go on, whichever secret signed them.',
      },
      remove: {
        title: 'Remove',
        text: 'What it signed is refused. Server-side the data stays in its row, which nobody can reach until it expires; client-side it is lost with the cookie.',
      },
    },
    keptIn: 'Kept in',
    given: 'Given at this start (--secret). Neither they nor changes to them are kept.',
    isProtected:
      'A file in the data folder, sealed by the operating system’s keychain against other programs of this user.',
    isNotProtected:
      'A file in the data folder that only this user may read; other programs of this user can read it too.',
  },

  appearance: {
    language: 'Language',
    languageWhy:
      'The language of the window and of its menu. System takes the first of your system’s languages that there is.',
    system: 'System',
    theme: 'Theme',
    themeWhy: 'Light or dark. System follows your system, also when it changes in the evening.',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    contrast: 'Contrast',
    contrastWhy:
      'More contrast makes every text and line stand out further from what is behind it. System follows your system.',
    contrasts: { system: 'System', normal: 'Normal', more: 'More' },
    layout: 'Layout',
    layoutWhy:
      'Sizes, columns and views are remembered as you leave them, and are the same in every window. Saved filters stay.',
    layoutFirst: 'as at the first start',
    forgetLayout: 'Forget the layout',
  },
};

export type AppSettingsStrings = AnyLanguage<typeof appSettings>;
