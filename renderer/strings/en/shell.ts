import type { CommandId } from '../../../server/contract/commands/commands.ts';
import { commandWords } from '../../../server/contract/commands/words-en.ts';
import { bytes, count, plural } from './words.ts';

/** The Sessions view of a watched app, where its words differ from those of a recording. */
export const watchedSessions = {
  sessionsTitle: 'Sessions of this app',
  sessionsLead:
    'Sessions that the cookies of this app name or hold. The data that the app’s server keeps is not visible from outside.',
  sessionsEmpty:
    'No cookie so far names a session by an id. A session whose data is in the cookie has no id: choose a request in Live, and its Session tab shows the data.',
  notTold: 'This is not visible from outside your app.',
  notToldWhat: {
    story: 'A story needs what the app decided and why. A proxy sees only the messages.',
    session: 'The session is kept on the server, and the cookie holds only its id. So its data does not pass here.',
    store: 'What the app asks of its session store does not pass through this proxy.',
  },
};

/** The list of workspaces in the bar. */
export const workspaces = {
  shown: 'Shown:',
  tutorial: 'Tutorial site',
  tutorialDetail: 'our own site, with simulated browsers and the Lab',
  recordingDetail: (n: number) => `recording, ${plural(n, 'request')}`,
  running: (open: string, app: string) => `open ${open} instead of ${app}`,
  paused: (open: string, app: string) => `${open} → ${app}, recording is paused`,
  stopped: (app: string) => `${app}, not listening`,
  portTaken: (app: string) => `${app}: the port cannot be opened`,
  notReachable: (app: string) => `${app} does not answer; tried again each second`,
  failing: (app: string) => `${app}: the last request failed`,
  watching: (app: string, open: string) => `Watching ${app} at ${open}`,
};

/** The frame of the window: bar, rail, status line, and the screens that replace it. */
export const shell = {
  product: 'Session Inspector',
  skipToMain: 'Skip to the main part',
  views: 'Views',
  live: 'Live',
  sessions: 'Sessions',
  settings: 'Settings',
  lab: 'Lab',
  cookies: 'Cookies',
  toolbar: 'Site and log',

  site: 'The site under observation',
  copyAddress: 'Copy the address',
  openSite: 'Open the site in a browser',
  portTaken: (wanted: number) => `Port ${wanted} was taken`,
  portTakenWhy: (wanted: number, got: number) =>
    `Another program already listens on port ${wanted}, so the site took the next free one, ${got}.`,

  recording: 'Recording',
  recordingHint: ', press to pause',
  paused: 'Paused',
  pausedHint: ', press to record again',
  clear: 'Clear',
  clearAsk: (n: number) => `Delete ${plural(n, 'request')} from the log?`,
  clearYes: 'Delete the log',
  clearNo: 'Keep it',
  export: 'Export',

  listening: (port: number) => `Listening on ${port}`,
  sessionCount: (n: number) => plural(n, 'session'),
  rowCount: (n: number) => `${plural(n, 'row')} in the store`,
  requestCount: (n: number) => plural(n, 'request'),
  notSaved: (n: number) => `${count(n)} not saved`,
  notSavedWhy: 'Requests whose session could not be saved although the client got its answer, since the start.',
  notDrawn: (n: number) => `${plural(n, 'row')} not drawn`,
  notDrawnWhy: 'They came faster than anybody could read. All are recorded: scroll up to see them.',
  lostRecords: (n: number) => `${plural(n, 'record')} lost`,
  lostRecordsWhy: 'Requests that could not be written to the log, since the start.',
  unreadableRows: (n: number) => `${plural(n, 'row')} cannot be read`,
  unreadableRowsWhy:
    'Rows of the database that cannot be read: their bytes were changed, or another version wrote them. Everything else works. The filter kind:unreadable finds the unreadable rows of the log.',
  logBytes: (used: number, max: number) => `log ${bytes(used)} of ${bytes(max)}`,
  sessionsIn: (place: string) => `sessions in ${place}`,
  sessionBytes: (used: number, max: number) => `sessions ${bytes(used)} of ${bytes(max)}`,
  connection: {
    connecting: 'Connecting',
    live: 'Live',
    lost: 'Connection lost',
    failing: 'The live stream fails',
    refused: 'Refused',
  },
  notRecording: 'Not recording',

  connectingTitle: 'Connecting to the inspector…',
  unreachableTitle: 'The inspector does not answer',
  unreachableWhy:
    'Is Session Inspector still running? This page tries again automatically and continues when the connection is back.',
  failingTitle: 'The inspector answers with an error',
  failingWhy: 'Session Inspector is running, but this window could not be filled. It tries again by itself.',
  failingBanner: (why: string) => `The inspector answers with an error, so nothing new arrives: ${why} Trying again…`,
  lostBanner: 'Connection lost. The page shows the last received state; trying again…',
  refusedTitle: 'This page needs a new link',
  refusedWhy:
    'The log has session cookies in it, so the inspector opens only through a link. Each link works once. A page that is open keeps working until its tab is closed or Session Inspector ends.',
  refusedHow:
    'For a new link, run this in the folder in which you started Session Inspector, with the same --data-dir if you gave one:',

  saving: (fileName: string) => `Saving ${fileName}`,
  saved: (fileName: string) => `Saved ${fileName}`,
  saveFailed: (fileName: string) => `${fileName} could not be saved. Is there room on the disk? Export again.`,
  showFile: 'Show in folder',

  problems: 'Problems',
  dismiss: 'Dismiss',
  unreadableMessage: (what: string) =>
    `The inspector sent something this page cannot read (${what}). The page and the inspector may be of different versions: reload the page.`,
  commandFailed: (why: string) => `That did not work: ${why}`,
  unanswered: 'the inspector did not answer. Is it still running?',
};

/** Words of the small parts that every view uses. */
export const common = {
  /** Between the pieces of an enumeration. */
  listBetween: ', ',
  /** Between a label and its value. */
  colon: ': ',
  /** At the end of a sentence that others follow. */
  fullStop: '. ',
  /** Of a session that two or more browsers hold. */
  heldByAll: (names: readonly string[]) => `Held by ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
  /** A remark after a word. */
  aside: (text: string) => ` (${text})`,
  unknown: 'unknown',
  unknownShort: '?',
  methodUnknown: '(method unknown)',
  addressUnknown: '(address unknown)',
  versionUnknown: '(HTTP version unknown)',
  columnWidth: (title: string) => `Width of the column ${title}`,
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying was refused',
  sessionId: 'Session id',
  sessionIdMeans:
    'The session id (sid) names one session in the store. Whoever sends it in a signed cookie has that session.',
  copySid: 'Copy the session id',
  storedAs: (json: string) => `stored as ${json}`,
  valueEmpty: 'Type a value; "" is the empty text',
  valueBroken: 'Not complete JSON: it begins like a text, list or object',
  keyEmpty: 'Type a key',
  loadingPart: 'Loading…',
  partNotLoaded: 'This part of the window did not arrive. Is Session Inspector still running?',
  updated: 'Session Inspector was updated. Reload this window to continue with the new version.',
  reloadWindow: 'Reload this window',
  reloadPage: 'Load the page again',
};

/** The titles of the window's commands, which the desktop's menu bar uses too, and the words around them. */
export const commands = {
  ...commandWords,

  open: 'Commands',
  find: 'Find a command',
  findLead: 'Commands, actors, settings, saved filters, and sessions by the start of their id.',
  placeholder: 'What do you want to do?',
  list: 'Commands found',
  recent: 'Recent',
  /** Explanations of commands whose title is not sufficient. */
  details: {
    'open-recording': 'a HAR file of any browser or proxy, or an export',
    'show-sessions': 'the rows of the store',
  } as Partial<Record<CommandId, string>>,
  settings: 'Settings',
  filters: 'Saved filters',
  sessions: 'Sessions',
  none: (query: string) =>
    `No command matches “${query}”. There are commands for the views, the site, the log, the selected request or session, the simulated browsers and the settings. Try: export, HAR, secret, tour.`,
  found: (n: number) => plural(n, 'command'),
  footChoose: 'choose',
  footRun: 'run',
  footClose: 'close',
  more: { request: 'What can be done with this request', session: 'What can be done with this session' },
  onActor: (actor: string, title: string) => `${actor}: ${title}`,
  pair: (key: string, value: string) => `${key} = ${value}`,
  optionNow: (engine: string, value: string) => `${engine}, now ${value}`,

  keysTitle: 'Keys',
  keysLead: 'Everything can be done without a mouse. Keys of panels work while the panel has the focus.',
  keyboard: 'Keyboard',
  singleKeys: 'Keys without a modifier',
  singleKeysWhy:
    'Shortcuts without a modifier, such as e or ?. When off, shortcuts with a modifier and those inside panels still work.',
  on: 'On',
  off: 'Off',
  or: 'or',
  close: 'Close',
  panels: { rows: 'Tables of requests and sessions', timeline: 'Timeline', filter: 'Filter field' },
  panelKeys: {
    rowUp: 'One row up',
    rowDown: 'One row down',
    rowsUp: 'Ten rows up',
    rowsDown: 'Ten rows down',
    firstRow: 'First row',
    lastRow: 'Last row',
    openRow: 'Go to the details',
    rowMenu: 'What can be done with the row',
    closeDetails: 'Close the details',
    earlier: 'Earlier request of the session',
    later: 'Later request of the session',
    otherLane: 'Another session',
    ends: 'First and last request',
    zoom: 'Zoom in and out',
    wholeView: 'Back to the usual zoom',
    pan: 'Move in time',
    openMark: 'Go to the details',
    zoomBack: 'Back to where the zoom came from',
    takeOffer: 'Take the completion',
    chooseOffer: 'Choose a completion',
    emptyFilter: 'Close the list, then empty the field',
  },
};

/** The tour of the first lesson. */
export const tour = {
  name: 'Tour',
  offer: 'Tour',
  offerWhy: 'Five steps through what happens when a value is kept in a session.',
  showAround: 'Show me around',
  count: (at: number, of: number) => `Step ${at} of ${of}`,
  next: 'Next',
  back: 'Back',
  done: 'Done',
  close: 'End the tour',
  nothingYet: 'There is no request yet: press Set on Alice, and it is shown here.',
};

/** The two session engines: their names, and where each keeps the data of a session. */
export const engine = {
  title: 'Session engine',
  names: { 'server-side': 'Server-side', 'client-side': 'Client-side' },
  /** In the place of a name: the request was answered by an app of the user's. */
  notOurs: 'Your app',
  frameworks: { 'server-side': 'as express-session does it', 'client-side': 'as Flask does it' },
  hint: {
    'server-side':
      'Server-side: the data stays in the store, and the cookie holds only an id. Applies to the next request.',
    'client-side':
      'Client-side: the data travels in the cookie itself, signed but readable, and nothing is stored. Applies to the next request.',
  },
  places: {
    browser: 'Browser',
    server: 'Server',
  },
  picture: {
    'server-side': { browser: 'holds an id, signed', server: 'holds the data, a row for each id' },
    'client-side': { browser: 'holds the data itself, signed but readable', server: 'holds only the secret' },
  },
  why: {
    'server-side': 'The server can end a session at any time. A stolen cookie works until the session is ended.',
    'client-side': 'The server cannot revoke a cookie: an old copy is valid until its signature is too old.',
  },
};
