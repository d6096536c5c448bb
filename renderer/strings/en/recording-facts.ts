import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, dayAndTime, plural } from './words.ts';

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
    'not-told': 'Cookies as they stand',
  },
  secretsWhy: {
    pseudonyms:
      'Every session id, cookie and credential is a pseudonym. What belongs together still matches; no signature can be verified.',
    whole:
      'It contains session ids, cookies and credentials unchanged. Anyone with the file can take over the sessions in it.',
    'no-cookies':
      'It holds no Cookie and no Set-Cookie header: it was sanitised before it was saved, or none was sent. So no session can be told, and nothing verified.',
    'not-told':
      'It holds cookies and does not say whether they were changed before it was saved. Nobody has verified them: what is told of sessions is what the cookies say.',
  },
  signatures: 'Signatures',
  secretName: 'Secret of the app',
  verify: 'Verify all cookies',
  secretsGiven: (n: number) => `${plural(n, 'secret')} given: each request says whether its cookie fits.`,
  secretsStay:
    'With the secret of the app every signed cookie of the file is checked. Secrets are only kept in memory, and no export has them. They are listed in Cookies.',
  notObserved: 'What the client saw',
  notObservedWhy:
    'This file was made by a browser or a proxy. It does not tell what the server did: no story, no session data on the server, no store.',
  skipped: (n: number) => `${plural(n, 'part')} left out`,
  skippedLead: 'These could not be read. Everything else is shown.',
  skippedReasons: (reasons: readonly string[]) => `${reasons.join(', ')}.`,
  skippedReason: (why: string, n: number) => `${why} (${count(n)})`,
  skippedMore: (n: number) => `and ${count(n)} more`,
  skippedAt: (line: number, why: string, detail: string) =>
    `Line ${count(line)}: ${why}${detail === '' ? '' : ` (${detail})`}`,
  skippedWhy: {
    'not-json': 'no JSON',
    'not-utf8': 'no UTF-8',
    'not-an-entry': 'no entry of a log',
    'too-large': 'larger than 32 MB',
    'too-deep': 'nested too deep',
    'duplicate-id': 'an entry with this number came before',
    'too-many': 'more than two million entries; what comes after is not shown',
    'cut-off': 'the file ends in the middle, as if it had been cut off',
    'broken-off': 'no JSON from there on, so the rest was not read',
  },

  notUnderstood: (n: number) => `${plural(n, 'value')} not understood`,
  notUnderstoodLead: 'The requests are shown without these values.',
  made: 'Cookie headers made',
  madeLead: 'The file lists cookies without their header lines. The lines that are shown were made from these lists.',
  part: (member: string, how: string, line: number) => `${member}: ${how} (first on line ${count(line)})`,
  partHow: {
    'left-out': (n: number) => `${plural(n, 'item')} left out, because a name or a value is missing or of another type`,
    unknown: (n: number) => `${plural(n, 'value')} of another type, shown as unknown or empty`,
    'only-listed': (n: number) =>
      `${plural(n, 'item')} of the list not shown: the header lines, or the address, do not have ${n === 1 ? 'it' : 'them'}`,
    made: (n: number) => `in ${plural(n, 'request')}`,
  },
};

export type RecordingFactsStrings = AnyLanguage<typeof recordingFacts>;
