import { bytes, count, plural } from './words.ts';

/** The Sessions view of a watched app, where its words differ from those of a recording. */
export const watchedSessions = {
  sessionsTitle: 'Sessions of this app',
  sessionsLead:
    'Sessions that the cookies of this app name or hold. What the app’s server keeps of them is not seen from outside.',
  sessionsEmpty:
    'No cookie so far names a session by an id. A session whose data is in the cookie has no id: choose a request in Live, and its Session tab shows the data.',
  notTold: 'This is not seen from outside of your app.',
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
    'Rows of the database that are there and hold nothing that can be read: their bytes were changed, or another version wrote them. Everything else works. Those of the log are found with kind:unreadable.',
  logBytes: (used: number, max: number) => `log ${bytes(used)} of ${bytes(max)}`,
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
  unreachableWhy: 'Is Session Inspector still running? This page tries again by itself and goes on when it is back.',
  failingTitle: 'The inspector answers with an error',
  failingWhy: 'Session Inspector is running, but this window could not be filled. It tries again by itself.',
  failingBanner: (why: string) => `The inspector answers with an error, so nothing new arrives: ${why} Trying again…`,
  lostBanner: 'Connection lost. What you see is the last that arrived; trying again…',
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
