import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntry, encodeEntry } from '../../../server/storage/log/entry-codec/entry-codec.ts';
import { packedRow } from '../../../server/storage/log/entry-codec/entry-parts.ts';
import { putTimes, splitAtTimes, takeTimes } from '../../../server/storage/log/entry-codec/entry-times.ts';
import { anEdit, anyEntry, aRequest } from '../../export/log-entries.ts';
import { entryFromMembers } from '../../support/row-members.ts';

test('every row that is written for a request is read member by member, in the order of its entry', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const text = encodeEntry(entry);
      const row = packedRow(text);
      if (entry.kind !== 'request') expect(row).toBeNull();
      else expect(JSON.stringify(entryFromMembers(row ?? []))).toBe(JSON.stringify(decodeEntry(text)));
    }),
    { numRuns: 1000 },
  );
});

/** The row of a request as version 1 wrote it, with its extras by position. */
function positional(request: ReturnType<typeof aRequest>, extras = ''): string {
  const text = encodeEntry(request);
  expect(text.endsWith(',{}]')).toBe(true);
  return `[1${text.slice(2, -',{}]'.length)}${extras}]`;
}

test('a row of version 1 is read member by member too, and one with extras as a whole', () => {
  const request = aRequest();
  const row = packedRow(positional(request));
  expect(entryFromMembers(row ?? [])).toEqual(request);
  expect(decodeEntry(positional(request, ',7'))).toEqual({ ...request, resendOf: 7 });
  expect(decodeEntry(positional(request, ',null,1'))).toEqual({ ...request, isTimeUnknown: true });
});

test('rows that are not packed, or packed in another way, have no members', () => {
  expect(packedRow(encodeEntry(aRequest()))).not.toBeNull();
  for (const text of [
    '',
    '[]',
    '[1]',
    '{}',
    '[2,3',
    '[3]',
    encodeEntry(anEdit()),
    positional(aRequest(), ',1'),
    encodeEntry(aRequest()).replace('[2,', '[3,'),
    JSON.stringify(aRequest()),
  ]) {
    expect(packedRow(text)).toBeNull();
  }
});

test('times are taken out of a list and put back where they were', () => {
  const taken = takeTimes('[[1.5,"get",7],[-0.25,"set",8,"1.5"]]', () => [0]);
  expect(taken?.times).toEqual(['1.5', '-0.25']);
  const around = splitAtTimes(taken?.untimed ?? '', 2);
  expect(putTimes(around ?? [], ['3', '4'])).toBe('[[3,"get",7],[4,"set",8,"1.5"]]');
});

test('a text that resembles the placeholder of a time is recognised', () => {
  const taken = takeTimes('[[1,"8000000000000000"]]', () => [0]);
  expect(splitAtTimes(taken?.untimed ?? '', 1)).toBeNull();
});
