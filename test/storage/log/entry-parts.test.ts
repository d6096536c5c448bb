import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntry, encodeEntry } from '../../../server/storage/log/entry-codec/entry-codec.ts';
import { packedRow, rowMembers, sourceOf, unpackMember } from '../../../server/storage/log/entry-codec/entry-parts.ts';
import { putTimes, splitAtTimes, takeTimes } from '../../../server/storage/log/entry-codec/entry-times.ts';
import { anEdit, anyEntry, aRequest } from '../../export/log-entries.ts';

/** The entry of a row, put together from its members. */
function fromMembers(row: readonly string[]): object {
  return Object.fromEntries(
    rowMembers.map(([name, find]) => {
      const member = find(row);
      return [name, typeof member === 'string' ? JSON.parse(member) : unpackMember(member, sourceOf(member, row))];
    }),
  );
}

test('the members of a row are those of its entry, in the order in which it is written', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const text = encodeEntry(entry);
      const row = packedRow(text);
      if (entry.kind !== 'request') expect(row).toBeNull();
      else expect(JSON.stringify(fromMembers(row ?? []))).toBe(JSON.stringify(decodeEntry(text)));
    }),
    { numRuns: 1000 },
  );
});

test('rows that are not packed, or in another way, have no members', () => {
  expect(packedRow(encodeEntry(aRequest()))).not.toBeNull();
  for (const text of [
    '',
    '[]',
    '[1]',
    '{}',
    '[2,3',
    encodeEntry(anEdit()),
    encodeEntry({ ...aRequest(), resendOf: 1 }),
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

test('a text that looks like the place of a time is noticed', () => {
  const taken = takeTimes('[[1,"8000000000000000"]]', () => [0]);
  expect(splitAtTimes(taken?.untimed ?? '', 1)).toBeNull();
});
