import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, plural } from './words.ts';

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
  noFilter: 'No filter is in force. Type one over the table in Live.',
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
    report: { name: 'Report', why: 'One page that tells the story in words. To read, print or hand in.' },
  },
  secrets: 'Include secrets as they are',
  secretsOff:
    'Session ids, cookies, signatures, tokens and passwords become pseudonyms: the same in all of this file, others in the next. Their key is thrown away. All other session data stays as it is: names of keys, and values that neither their name nor their form shows to be secrets.',
  secretsOn: 'Whoever gets this file can take over every session in it. Keep it to yourself and delete it after use.',

  preview: 'How the file begins',
  previewLoading: 'Looking…',
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
    `The log has more secrets than are kept in mind: ${plural(n, 'secret', 'secrets')} replaced in the places of secrets only, and not looked for in other texts.`,
  inDownloads: 'It is where your browser keeps its downloads.',
  isRaw: 'It holds whole secrets: delete it after use.',
  cancelled: 'Cancelled',
  cancelledWhy: 'Nothing of use was saved. A part that your browser may have kept can be deleted.',
  failed: (fileName: string) => `${fileName} could not be saved`,
  failedWhy: 'Is there room on the disk, and may you write there? Then export again. The terminal has the details.',
};

export type ExportStrings = AnyLanguage<typeof exporting>;
