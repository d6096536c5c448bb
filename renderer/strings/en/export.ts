import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, dayAndTime, duration, plural } from './words.ts';

/** The export dialog. */
export const exporting = {
  title: 'Export',
  lead: 'A part of the log, or all of it, as one file on this machine.',

  what: 'What',
  scopes: { all: 'The whole log', filter: 'What the filter finds', session: 'One session' },
  scopeWhy: {
    all: 'Everything that was recorded and is still kept.',
    filter: (filter: string) => filter,
    session: 'Each request that came or left with it, and each edit.',
  },
  noFilter: 'No filter is set. Type one above the table in Live.',
  noSessions: 'There is no session yet. Press Set on Alice.',
  noSids: 'The engine is client-side: sessions have no id. Filter by actor instead, such as actor:alice.',
  session: 'Session',
  sessionName: (sid: string, who: string | null) => (who === null ? sid : `${sid} · ${who}`),

  format: 'Format',
  formats: {
    ndjson: { name: 'NDJSON', why: 'Every record complete, one JSON object a line. For scripts.' },
    csv: {
      name: 'CSV',
      why: 'One row a request, the main columns. For a spreadsheet: a cell longer than Excel takes is cut with a mark, and NDJSON has all of it.',
    },
    har: { name: 'HAR', why: 'Requests and responses as browser tools and proxies read them.' },
    report: { name: 'Report', why: 'One page with the story in words, to read, print or hand in.' },
  },
  secrets: 'Include secrets as they are',
  secretsOff:
    'Session ids, cookies, signatures, tokens and passwords are replaced by pseudonyms that are consistent within this file and different in every other file. The key of the pseudonyms is discarded. All other session data stays unchanged: names of keys, and values that neither their name nor their form shows to be secrets.',
  secretsOn: 'Whoever gets this file can take over every session in it. Keep it to yourself and delete it after use.',

  preview: 'How the file begins',
  previewLoading: 'Loading…',
  previewRest: (n: number) => `… ${count(n)} more`,
  previewMore: '… and so on',
  entries: (n: number, isExact: boolean) => `${isExact ? '' : 'about '}${plural(n, 'entry', 'entries')}`,
  size: (n: number) => `about ${bytes(n)}`,
  emptyLog: 'The log is empty. Press Set on Alice, and there is something to export.',
  nothingFound: 'Nothing in the log matches this filter.',
  nothingOfSession: 'The log has nothing on this session: it was cleared, or nothing was recorded.',
  noPreview: 'The inspector did not answer. Is it still running? Choose again to try once more.',

  save: 'Save',
  saveRaw: 'Save with secrets',
  cancel: 'Cancel',
  close: 'Close',
  another: 'Export another',
  preparing: 'Preparing…',

  running: (fileName: string) => `Saving ${fileName}`,
  waiting: 'Waiting for the place to save it…',
  done: {
    collecting: (n: number, total: number) =>
      `Looking for secrets: ${count(n)} of about ${plural(total, 'entry', 'entries')}`,
    writing: (n: number, total: number) => `${count(n)} of about ${plural(total, 'entry', 'entries')}`,
  },
  progress: 'Progress',
  stop: 'Cancel the export',
  finished: (fileName: string) => `${fileName} is saved`,
  finishedEntries: (n: number) => `${plural(n, 'entry', 'entries')} in it.`,
  replacedInPlaceOnly: (n: number) =>
    `The log has too many secrets to search every text for all of them. ${plural(n, 'secret was', 'secrets were')} replaced only where secrets are expected, and not searched for in other texts.`,
  inDownloads: 'It is where your browser keeps its downloads.',
  isRaw: 'It holds whole secrets: delete it after use.',
  cancelled: 'Cancelled',
  cancelledWhy: 'The file is incomplete. If your browser has kept a part of it, delete that part.',
  failed: (fileName: string) => `${fileName} could not be saved`,
  failedWhy: 'Is there room on the disk, and may you write there? Then export again. The terminal has the details.',
};

export type ExportStrings = AnyLanguage<typeof exporting>;

/**
 * The report page with the story of a session, and the form in front of it. The story itself uses the words of the
 * other sections.
 */
export const report = {
  titleField: 'Title',
  authorField: 'Your name',
  heading: 'What the page says above the story',
  holds: 'The page holds',
  contents: [
    'a picture of who sent what when',
    'each request in order, in words',
    'the session before and after each',
    'the cookies, and the rule behind every decision',
    'the engine, its options, and a glossary',
  ],
  alone: 'One HTML file: it loads nothing, runs no script, and prints well.',
  newestOnly: (n: number) => `The newest ${count(n)} entries are shown.`,

  titleOfSession: 'The story of a session',
  titleOfLog: 'What happened to the sessions',
  by: 'by',
  lead: (requests: number, ms: number, senders: number) =>
    `${plural(requests, 'request')} from ${plural(senders, 'sender')}${ms >= 1000 ? ` within ${duration(ms)}` : ''}, recorded by Session Inspector.`,
  newest: (shown: number, total: number) => `The newest ${count(shown)} of ${count(total)} entries.`,
  facts: {
    title: 'In short',
    session: 'Session id',
    owner: 'Issued to',
    senders: 'Sent by',
    when: 'When',
    fromTo: (fromMs: number, toMs: number) =>
      toMs - fromMs < 1000 ? dayAndTime(fromMs) : `${dayAndTime(fromMs)}, for ${duration(toMs - fromMs)}`,
    cookie: 'Cookie',
    predicted: 'Cookies predicted',
    differences: (n: number, all: number) => `${count(n)} of ${count(all)} other than predicted`,
    kept: 'Where the data was kept',
  },
  timeUnknown: 'time unknown',
  glance: 'At a glance',
  timeline: (entries: number, senders: number) =>
    `Timeline of ${plural(entries, 'entry', 'entries')} from ${plural(senders, 'sender')}; each is described below`,
  otherEntry: 'note',
  number: (id: number) => `#${id}`,
  happened: 'What happened',
  session: 'The session',
  unchanged: 'unchanged:',
  empty: 'no keys',
  cookie: 'The cookie',
  came: 'came',
  sent: 'sent back',
  options: 'Options of the engine',
  optionsNow: 'As they were set when this page was made.',
  optionColumns: { option: 'Option', value: 'Value', meaning: 'What it does' },
  words: 'Words used here',
  pseudonymNote:
    'Session ids, cookies and signatures are replaced by pseudonyms, such as sid:7f3a91c2d04e. The same pseudonym is the same value everywhere on this page, and no session can be taken over with it.',
  rawNote:
    'This page contains complete session ids and cookies. Anyone who has it can take over the sessions that are still valid.',
  madeWith: (product: string, atMs: number) => `Made with ${product}, ${dayAndTime(atMs)}.`,
};

export type ReportStrings = AnyLanguage<typeof report>;

/** The facts above an opened file: its origin and its reliability. */
export const recordingFacts = {
  strip: 'The file that is shown',
  back: 'Back to the live log',
  requests: (n: number) => plural(n, 'request'),
  others: (n: number) => `${plural(n, 'other entry', 'other entries')}`,
  size: (n: number) => bytes(n),
  writtenBy: (program: string) => `written by ${program}`,
  exportedAt: (atMs: number) => `exported ${dayAndTime(atMs)}`,
  secrets: {
    pseudonyms: 'Sanitised',
    whole: 'With secrets',
    'no-cookies': 'No cookies in it',
    'not-told': 'Cookies unchanged',
  },
  secretsWhy: {
    pseudonyms:
      'Every session id, cookie and credential is a pseudonym. Equal values have equal pseudonyms; no signature can be verified.',
    whole:
      'It contains session ids, cookies and credentials unchanged. Anyone with the file can take over the sessions in it.',
    'no-cookies':
      'It contains no Cookie and no Set-Cookie header: it was sanitised before it was saved, or none was sent. So no session can be recognised, and nothing can be verified.',
    'not-told':
      'It contains cookies and does not say whether they were changed before it was saved. They have not been verified: the facts about sessions come from the cookies.',
  },
  signatures: 'Signatures',
  secretName: 'Secret of the app',
  verify: 'Verify all cookies',
  secretsGiven: (n: number) => `${plural(n, 'secret')} given: each request says whether its cookie fits.`,
  secretsStay:
    'With the secret of the app every signed cookie of the file is checked. Secrets are only kept in memory, and no export has them. They are listed in Cookies.',
  notObserved: 'What the client saw',
  notObservedWhy:
    'This file was made by a browser or a proxy. It does not contain the actions of the server: no story, no session data on the server, no store.',
  skipped: (n: number) => `${plural(n, 'entry', 'entries')} could not be read`,
  rest: 'The rest of the file is missing',
  restUnknown: 'How many entries the rest has is unknown.',
  skippedLead: 'Everything else is shown.',
  skippedReasons: (reasons: readonly string[]) => `${reasons.join(', ')}.`,
  skippedReason: (why: string, n: number) => `${why} (${count(n)})`,
  skippedMore: (n: number) => `and ${count(n)} more`,
  skippedAt: (place: string, why: string, detail: string) => `${place}: ${why}${detail === '' ? '' : ` (${detail})`}`,
  skippedRestAt: (line: number, entry: number | undefined) =>
    entry === undefined ? `Line ${count(line)}` : `Line ${count(line)}, after entry ${count(entry)}`,
  skippedEntryAt: (line: number, entry: number | undefined) =>
    entry === undefined ? `Line ${count(line)}` : `Entry ${count(entry)}, line ${count(line)}`,
  skippedWhy: {
    'not-json': 'not JSON',
    'not-utf8': 'not UTF-8',
    'not-an-entry': 'not an entry of a log',
    'too-large': 'larger than 32 MB',
    'too-deep': 'nested too deep',
    'duplicate-id': 'an earlier entry has the same number',
    'too-many': 'more than two million entries; later entries are not shown',
    'cut-off': 'the file ends in the middle, as if it had been cut off',
    'broken-off': 'not JSON from there on, so the rest was not read',
    'second-document': 'a second JSON document follows, which was not read',
  },

  notUnderstood: (n: number) => `${plural(n, 'value')} not understood`,
  notUnderstoodLead: 'The requests are shown without these values.',
  made: 'Cookie headers made',
  madeLead: 'The file lists cookies without their header lines. The lines that are shown were made from these lists.',
  otherForm: 'Missing or unusual values',
  otherFormLead: 'Missing values are shown as unknown. The others were read.',
  part: (member: string, how: string, line: number, entry: number | undefined) =>
    `${member}: ${how} (first ${entry === undefined ? '' : `in entry ${count(entry)}, `}on line ${count(line)})`,
  partHow: {
    'left-out': (n: number) => `${plural(n, 'item')} left out, because a name or a value is missing or of another type`,
    unknown: (n: number) => `${plural(n, 'value')} of another type or impossible, shown as unknown or empty`,
    'only-listed': (n: number) =>
      `${plural(n, 'item')} of the list not shown: the header lines, or the address, do not have ${n === 1 ? 'it' : 'them'}`,
    made: (n: number) => `in ${plural(n, 'request')}`,
    missing: (n: number) => `missing in ${plural(n, 'entry', 'entries')}`,
    repeated: (n: number) => `more than once in one object (${count(n)}); the last one is shown`,
    'other-form': (n: number) => `an object or a text in place of a list, in ${plural(n, 'entry', 'entries')}`,
  },
};

export type RecordingFactsStrings = AnyLanguage<typeof recordingFacts>;
