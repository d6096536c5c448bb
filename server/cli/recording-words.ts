import {
  isRest,
  type PartReading,
  type RecordingAbout,
  type RecordingFailure,
  type Skipped,
  skippedEntryCount,
} from '../contract/recording.ts';

const SKIPPED: Readonly<Record<Skipped['why'], string>> = {
  'not-json': 'not valid JSON',
  'not-utf8': 'not valid UTF-8',
  'not-an-entry': 'not an entry of a log',
  'too-large': 'larger than 32 MB',
  'too-deep': 'nested too deep',
  'duplicate-id': 'an earlier entry has the same number',
  'too-many': 'the file has more than the two million entries that a recording may have, so its rest was not read',
  'cut-off': 'the file ends in the middle, so its rest is missing',
  'broken-off': 'from there on the file is not valid JSON, so its rest was not read',
  'second-document': 'a second JSON document follows, which was not read. Split the file',
};

const PARTS: Readonly<Record<PartReading['how'], string>> = {
  'left-out': 'items left out, because a name or a value is missing or of another type',
  unknown: 'values of another type, or values that cannot be, written as unknown or empty',
  'only-listed': 'items of the list left out, because the header lines, or the address, do not have them',
  made: 'header lines of cookies made from the list of cookies, which the file has without the lines',
  missing: 'missing in the file, written as unknown or empty',
  repeated: 'written more than once in one object, of which the last is taken',
  'other-form': 'an object or a text in place of a list, which was read',
};

const FAILURES: Readonly<Record<RecordingFailure['why'], string>> = {
  empty: 'the file is empty.',
  gzip: 'the file is compressed with gzip. Decompress it first.',
  zip: 'the file is a zip archive. Extract it first.',
  'utf-16': 'the file is UTF-16. Save it as UTF-8 first.',
  csv: 'the file is CSV, which has only the main columns. Use NDJSON or HAR.',
  'newer-format': 'the file was written by a newer Session Inspector. Update this one.',
  'not-json': 'the file is neither NDJSON nor HAR.',
  'cut-off': 'the file ends in the middle, before its first entry is complete.',
  'no-log': 'the file is JSON, but neither a HAR (it has no list log.entries) nor an export of this app.',
  'nothing-readable': 'nothing in the file is an entry of a log.',
  'too-large': 'the file is too large.',
  'disk-full': 'the disk is full.',
  'not-found': 'there is no such file.',
  'not-a-file': 'it is not a file.',
  'not-readable': 'the permission to read it is missing.',
  failed: 'the file could not be read.',
  closed: 'the reading was ended.',
};

/** One line that says why a file cannot be read, with the place in the file. */
export function unreadableLine(path: string, { why, line, detail }: RecordingFailure): string {
  const where = line === null ? '' : ` It stops at line ${line}.`;
  return oneLine(`${path} cannot be read: ${FAILURES[why]}${where}${detail === '' ? '' : ` (${detail})`}`);
}

/** Lines for stderr: the parts of a file that are missing or changed in its export, by reason. */
export function leftOutLines(path: string, about: RecordingAbout): string[] {
  const { skippedWhy, skipped, parts } = about;
  const lines: string[] = [];
  const leftOut = skippedEntryCount(about);
  const first = skipped.find(({ why }) => !isRest(why));
  if (leftOut > 0 && first !== undefined) {
    const reasons = skippedWhy.flatMap(({ why, count }) => (isRest(why) ? [] : [`${SKIPPED[why]} (${count})`]));
    lines.push(`${path}: left out ${leftOut}: ${reasons.join(', ')}. The first is ${placeOf(first)}.`);
  }
  for (const part of parts) {
    lines.push(`${path}: ${part.member}: ${PARTS[part.how]} (${part.count}). The first is ${placeOf(part)}.`);
  }
  for (const rest of skipped.filter(({ why }) => isRest(why))) {
    const after = rest.entry === undefined ? '' : `, after entry ${rest.entry}`;
    lines.push(`${path}: ${SKIPPED[rest.why]} (line ${rest.line}${after}). How many entries are missing is unknown.`);
  }
  return lines.map(oneLine);
}

/** A HAR may be one single line, so its entries are told by their number. */
function placeOf({ line, entry }: Pick<Skipped, 'line' | 'entry'>): string {
  return entry === undefined ? `on line ${line}` : `entry ${entry}, on line ${line}`;
}

/** Text from a file or a name may contain control characters for a terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
