import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowTexts, type RowWithoutTexts, type TakenText } from '../../server/export/row-texts.ts';
import { decodeEntry, encodeEntry } from '../../server/storage/log/entry-codec/entry-codec.ts';
import { packedRow } from '../../server/storage/log/entry-codec/entry-parts.ts';
import { entryFromMembers } from '../support/row-members.ts';
import { anyEntry, aRequest } from './log-entries.ts';

const texts = new RowTexts();

function taken(row: string): RowWithoutTexts<TakenText> {
  return texts.takeFrom(packedRow(row) ?? [], (text) => ({ text }));
}

/** The entry of a row, put together from its members, with the texts back in their places. */
function putTogether({ row, taken }: RowWithoutTexts<TakenText>): object {
  const json = JSON.stringify(entryFromMembers(row));
  return JSON.parse(json, (_, value) => (typeof value === 'string' ? (taken.get(value)?.text ?? value) : value));
}

test.each([[], ['a=b; sid=s%3Ax.y; =c; d; e=""; __proto__=f; a=g'], ['a=b', 'c=d'], [''], [';;'], ['a="\\"']])(
  'a row is unchanged after its texts were taken out and put back: Cookie %j',
  (...cookies) => {
    const requestHeaders = ['cookie', 'COOKIE', 'coo\u212Aie'].flatMap((name) => [
      ['X', 'Cookie'] as [string, string],
      ...cookies.map((value) => [name, value] as [string, string]),
    ]);
    for (const headers of [requestHeaders, requestHeaders.slice(0, 1 + cookies.length)]) {
      const receivedCookies = [{ name: 'a', value: 'b', role: 'foreign' as const, problems: [] }];
      const row = encodeEntry(aRequest({ requestHeaders: headers, receivedCookies, cookieValue: 'b' }));
      expect(putTogether(taken(row))).toEqual(decodeEntry(row));
    }
  },
);

test('every row is unchanged after its texts were taken out and put back', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const row = encodeEntry(entry);
      if (packedRow(row) !== null)
        expect(JSON.stringify(putTogether(taken(row)))).toBe(
          JSON.stringify(JSON.parse(JSON.stringify(decodeEntry(row)))),
        );
    }),
    { numRuns: 500 },
  );
});

test('the rows of two clients are alike without their texts', () => {
  const rowOf = (client: string) => {
    const cookie = `theme=dark; sid=s%3A${client}.mac-${client}`;
    const value = `s%3A${client}.mac-${client}`;
    const setCookie = `sid=${value}; Path=/`;
    return encodeEntry(
      aRequest({
        url: `/page?who=${client}`,
        requestHeaders: [
          ['Host', 'localhost'],
          ['Cookie', cookie],
        ],
        responseHeaders: [['Set-Cookie', setCookie]],
        receivedCookies: [
          { name: 'theme', value: 'dark', role: 'foreign', problems: [] },
          { name: 'sid', value, role: 'session', problems: [] },
        ],
        cookieValue: value,
        setCookie,
        verdict: { kind: 'accepted', sid: client, secretNumber: 1 },
        sidBefore: client,
        sidAfter: client,
        storeOperations: [{ atMs: 1, op: 'get', phase: 'load', sid: client, durationMs: 1, outcome: 'ok' }],
      }),
    );
  };
  const [one, two] = [taken(rowOf('alice')), taken(rowOf('bob'))];
  expect(one.row).toEqual(two.row);
  expect([...one.taken.values()].map(({ text }) => text)).toContain('/page?who=alice');
});
