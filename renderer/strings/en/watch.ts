import { projectBecauseWords } from '../../../server/contract/project-because-words-en.ts';
import type { AnyLanguage } from '../any-language.ts';
import { count, plural, timeToSecond } from './words.ts';

/** The sentence of the inspector says it all. */

/** Watching an app of the user's: the dialog that asks for it, the strip over its log, and its states. */
export const watch = {
  title: 'Watch an app of yours',
  lead: 'Requests pass through Session Inspector to your app, unchanged. Your app needs no change and no setting.',
  address: 'Address of your app',
  addressHint: 'For example http://localhost:8000, or only 8000',
  watch: 'Watch',
  watchThis: (place: string) => `Watch ${place}`,
  show: 'Open',
  showThis: (name: string) => `Open ${name}, which is watched already`,
  cancel: 'Cancel',
  found: 'Listening on this machine now',
  looking: 'Searching for listening programs on this machine…',
  again: 'Search again',
  nothingFound: 'No program listens here that could be watched. Start your app, and search again.',
  notTold: (reason: string) =>
    `This system does not list listening programs (${reason}). Type the address of your app.`,
  noGuess: 'unknown program',
  guess: (framework: string) => `looks like ${framework}`,
  sign: {
    header: (sign: string) => `from its answer: ${sign}`,
    'cookie-name': (sign: string) => `from the name of its cookie: ${sign}`,
    command: (sign: string) => `from its command: ${sign}`,
    port: (sign: string) => `from its usual port: ${sign}`,
    told: (sign: string) =>
      sign === ''
        ? 'This app has reported that it uses express-session.'
        : `This app has reported that it uses express-session with ${sign}.`,
  },
  more: 'More choices',
  port: 'Port to open in the browser',
  portHint: 'Empty: the first free port from 5001 on',
  badPort: 'A port is a number from 1 to 65535',
  secret: 'Secret key of your app',
  secretHint:
    'With it, signatures are verified. It is kept where the secrets of the tutorial site are, and is part of no log and no export.',
  certificate: 'Accept a certificate that the app has signed itself (https only)',
  refusal: {
    'not-an-address': 'This is not an address. Type a URL such as http://localhost:8000, or a port.',
    'other-scheme': (scheme: string) => `Only http and https apps can be watched, not ${scheme}.`,
    'has-credentials': 'The address contains a user name or a password. Type it without them.',
    'unknown-name': (host: string, detail: string) => `This machine does not know the name ${host} (${detail}).`,
    'not-loopback': (host: string, addresses: string) =>
      `${host} is at ${addresses}, which is not this machine alone. Only apps on 127.0.0.1 or ::1 can be watched.`,
    'own-port': (port: number) => `Session Inspector itself listens on port ${port}. Type the port of your app.`,
    'already-watched': 'This app is already watched. The window shows it now.',
    'too-many': (most: number) => `${count(most)} apps are watched. Remove one first.`,
  },

  strip: 'The app that is watched',
  openInstead: (open: string, app: string) => `Open ${open} instead of ${app}`,
  openButton: (open: string) => `Open ${open}`,
  copyOpen: 'Copy this address',
  menu: 'Choices for this app',
  rename: 'Rename…',
  stop: 'Stop listening',
  listenAgain: 'Listen again',
  remove: 'Stop watching and delete its log…',
  removeAsk: (name: string, n: number) => `Delete the log of ${name}, ${plural(n, 'request')}?`,
  removeYes: 'Delete and stop watching',
  removeNo: 'Keep it',
  keepLocation: 'Leave redirects to the app’s own address as they are',
  rewriteLocation: 'Lead redirects to the app’s own address back here',
  name: 'Name of this app',
  save: 'Save',

  showActors: 'Try with Alice, Bob and Mallory',
  hideActors: 'Hide Alice, Bob and Mallory',
  showFacts: 'What is known of its sessions',
  hideFacts: 'Hide what is known of its sessions',

  upstream: {
    starting: 'Connecting to the app…',
    running: (address: string) => `Your app answers at ${address}`,
    neverAnswered: (tried: string) => `Nothing listens at ${tried}. Start your app: a new attempt is made each second.`,
    restarting: (tried: string) =>
      `Your app no longer answers at ${tried}. If it is being restarted, nothing else is needed: a new attempt is made each second.`,
  },
  fault: {
    unreachable: (tried: string) => `Nothing listened at ${tried}. Start your app.`,
    'connect-timeout': (tried: string) =>
      `Your app did not accept a connection at ${tried} in time. Is it stopped in a debugger?`,
    'own-port': (port: number) => `Port ${port} belongs to Session Inspector. Start your app on another port.`,
    'speaks-tls': 'Your app speaks https here. Watch it with an https:// address.',
    'bad-certificate': (detail: string) =>
      `The certificate of your app is not trusted (${detail}). Watch it again, and accept its own certificate under More choices.`,
    'not-http': (detail: string) =>
      `The answer of the program that listens here cannot be read as HTTP (${detail}). Is it the right port?`,
    'no-answer': (detail: string) =>
      `Your app closed the connection without an answer (${detail}). Its terminal may say why.`,
    cut: (detail: string) => `Your app closed the connection in the middle of an answer (${detail}).`,
    'other-host': (host: string) => `A request asked for another host, ${host}. It was refused.`,
    'no-tunnel': 'A program asked for a tunnel (CONNECT). It was refused.',
  },
  portElsewhere: (wanted: number, got: number) =>
    `Another program has port ${wanted}, so this app is opened at port ${got}. End that program, and try again.`,
  tryPort: (port: number) => `Try port ${port} again`,
  noCookieState: (address: string) => `Your app answers at ${address}. No session cookie was seen so far.`,
  portTaken: (reason: string) => `The port cannot be opened: ${reason}`,
  stopped: 'Not listening. Requests to your app’s own address are not seen here.',
  pausedNote: 'Recording is paused. Requests pass and are not recorded.',
  record: 'Record again',

  cookie: 'Session cookie',
  noCookieYet: 'none seen so far: use your app through the address above',
  noCookieSoFar: 'none in the requests so far',
  because: (reasons: readonly string[]) => reasons.join(', '),
  sentences: (sentences: readonly string[]) => sentences.join(' '),
  reason: {
    chosen: 'you chose it',
    'known-name': 'by its name',
    'known-format': 'by the form of its value',
    'http-only': 'HttpOnly',
    'changes-at-login': 'it changed at a login',
    'told-by-app': 'your app said so',
  },
  choose: 'Choose the session cookie',
  byItself: 'Choose automatically',
  signOfStore: 'the rows of its session store',
  framework: (framework: string, sign: string) => `Consistent with ${framework} (${sign})`,
  /** What the documentation of a framework says, for comparison with what is seen. */
  frameworkRule: {
    flask: 'Its documented rule: the cookie is set when the session was changed, or is permanent.',
    django: 'Its documented rule: the session is saved only when it was modified, and a login gives it a new key.',
    express:
      'The documented rule of express-session: the cookie is not set again with each response, unless rolling is on.',
    rails: 'Its documented rule: sessions are loaded when an action first uses them, and not before.',
    laravel: 'Its documented rule: cookies are encrypted, so the value changes while the session stays the same.',
    php: 'Its documented rule: session_start() creates a session, or resumes the one whose id came in the cookie.',
    aspnet: 'Its documented rule: a session without a value is not kept from one request to the next.',
    servlet: 'Its documented rule: the cookie JSESSIONID holds the id; Spring Security changes the id at a login.',
  },
  tellingStore: (store: string, cookie: string) => `the app reports its sessions itself: ${store}, cookie ${cookie}`,
  tellingMissed: (n: number) => `${plural(n, 'request')} not reported: no inspector was running`,
  noFramework: 'Framework not recognised so far',
  signature: 'Signature',
  verifiedWith: (n: number) => `${plural(n, 'secret')} given; each request says whether its cookie fits`,
  verifiedByApp: 'your app verifies it, and reports the result of each request',
  notVerified: 'a signed cookie is not verified without the app’s secret',
  giveSecret: 'Give the secret',
  giveAnother: 'Another',
  removeSecret: 'Remove the newest',
  secretName: 'Secret key of this app',
  data: 'Session data',
  dataInCookie: 'the cookie itself holds it, so the app needs no session store',
  dataSeen: 'shown if the cookie holds it; for an id, attach the session store of the app',
  storeReading: (shown: string, mapping: string) => `read from ${shown} (${mapping}), never written`,
  storeGuessed: (shown: string, mapping: string) =>
    `read from ${shown}, never written. It has no session so far, so its kind is a guess: ${mapping}`,
  storeBecause: {
    columns: (mapping: string, table: string, key: string, value: string) =>
      `Recognised because the table ${table} has the columns ${key} and ${value}, as ${mapping} has them.`,
    names: (mapping: string, n: number, of: number) =>
      `Recognised because ${count(n)} of ${count(of)} names that were looked at have the form of ${mapping}.`,
    prefix: (framework: string, n: number, prefix: string) =>
      `Recognised because ${plural(n, 'name begins', 'names begin')} with ${prefix}, and the app looks like ${framework}.`,
    expressCookie: (n: number, of: number) =>
      `Recognised because ${count(n)} of ${count(of)} values that were read contain the cookie of express-session.`,
    byFramework: (framework: string) =>
      `Guessed because the app looks like ${framework}. Make a request that starts a session: its row shows the kind.`,
    byFolderName: (framework: string) =>
      `Guessed because ${framework} uses a folder of this name. Make a request that starts a session: its file shows the kind.`,
    kindGiven: 'You gave this kind with the address.',
    columnsGiven: (table: string, key: string, value: string, expiry: string | null) =>
      `You chose the columns of the table ${table}: ${key} for the id, ${value} for the data, ${expiry ?? 'none'} for the expiry.`,
  },
  storeConnecting: (shown: string) => `connecting to ${shown}`,
  /** `shown`: the place of the store. Null if the next sentence names the place. */
  storeNotRead: (shown: string | null, lastReadMs: number | null) =>
    lastReadMs === null
      ? `${shown ?? 'The store'} has not been read so far.`
      : `${shown ?? 'The store'} was last read at ${timeToSecond(lastReadMs)}, and cannot be read now.`,
  storeRetried: (atMs: number, isSame: boolean) =>
    isSame
      ? `Tried again at ${timeToSecond(atMs)}: the same.`
      : `Tried again at ${timeToSecond(atMs)}, with this result.`,
  storeTried: (isTriedAgain: boolean) =>
    isTriedAgain
      ? 'It is tried again automatically.'
      : 'It is not tried again until you change the address or press the button.',
  tryStoreAgain: 'Try again',
  attachStore: 'Attach the store',
  detachStore: 'Detach',
  projectFolder: 'Or the folder of its project',
  projectLook: 'Look there',
  projectAttach: 'Attach',
  projectOffer: (where: string, kind: string, because: string) => `${where} (${kind}). ${because}`,
  projectBecause: projectBecauseWords,
  projectNothing: 'Nothing in this folder names a session store.',
  projectSecret: (name: string) => `Its password is ${name} in .env.`,
  projectReadsSecrets: 'read the password of the store and the secret of the app from .env',
  chooseColumns: 'Choose the columns',
  columnsTable: 'Table',
  columnsKey: 'Session id',
  columnsValue: 'Session data',
  columnsExpiry: 'Expiry',
  columnsNone: 'none',
  columnsRead: 'Read these',
  storePlace: 'Address of the session store, or path of its file or folder',
  storeHint: 'For example redis://localhost:6379/0',

  /** The tour over a watched app. */
  tour: {
    nothingYet: 'Nothing has passed yet: open your app at the address above, and its requests are shown here.',
    steps: {
      open: {
        title: 'Open your app here',
        text: 'Use this address in your browser instead of the app’s own. Everything passes through unchanged, and you stay logged in.',
      },
      row: {
        title: 'Every request is a row',
        text: 'Each row says what the app did with its session cookie: + a key was added, ~ changed, − removed. If the cookie is missing, the row says why, with a link to the request that decided it.',
      },
      session: {
        title: 'The session before and after',
        text: 'Where the cookie holds the session, its data is decoded here. Where the cookie holds only an id, the data stays in your app, and only the id is seen.',
      },
      cookie: {
        title: 'Which cookie, and how sure',
        text: 'The session cookie is chosen with a reason, and you can choose another. Give the secret of your app, and every signature is verified.',
      },
      actors: {
        title: 'Attack your own login',
        text: 'Let Alice log in to your app, then copy her cookie to Mallory: does your app take Mallory for Alice? After a logout, does the old cookie still work?',
      },
    },
  },
  wrongPort: (open: string, app: string) =>
    `You use your app, and nothing appears? Then you opened ${app}, its own address, and requests to it do not pass here. Change the address in your browser to ${open}. You stay logged in.`,
  emptyTitle: (name: string) => `Nothing has passed to ${name} yet.`,
  emptyOpen: (name: string, open: string, app: string) =>
    `Nothing has passed to ${name} yet. Open ${open} instead of ${app}.`,
  swap: 'Or keep your usual address',
  swapLead: (port: number) =>
    `Move your app to another port and let Session Inspector listen on ${port}, so that nothing changes in the browser:`,
  swapThen: (port: number) => `Then watch the new port, and give ${port} as the port to open (More choices).`,
};

export type WatchStrings = AnyLanguage<typeof watch>;
