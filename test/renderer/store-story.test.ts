import { describe, expect, it, test } from 'vitest';
import { storeLead } from '../../renderer/sentences/store-lead.ts';
import { storeStoryOf } from '../../renderer/sentences/store-story.ts';
import { en as english } from '../../renderer/strings/en.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreEvidence } from '../../server/contract/store-evidence.ts';
import { makeRecord, sidA, sidB } from './support/make-record.ts';
import { storeEvidence, storeSide } from './support/make-store-evidence.ts';

const en = withLater(english);

const watched: Partial<RequestRecord> = {
  engine: null,
  verdict: { kind: 'not-verifiable', sid: sidA, why: 'only-an-id', secretNumber: null },
  operations: [],
  storeOperations: [],
  decision: [],
  sessionBefore: { cart: 3 },
  sessionAfter: { cart: 4 },
  setCookie: null,
};
const tell = (store: StoreEvidence, more: Partial<RequestRecord> = {}) =>
  phraseText(storeLead(makeRecord({ ...watched, ...more }), store, en));
const picture = (store: StoreEvidence, more: Partial<RequestRecord> = {}) =>
  storeStoryOf(makeRecord({ ...watched, durationMs: 20, headSentAtMs: 18, ...more }), store, en).steps.map(
    ({ from, to, text, atMs }) => [from === to ? from : `${from} > ${to}`, phraseText(text), atMs],
  );

describe('the lead of a request to a watched app with its store', () => {
  it.each<[string, StoreEvidence, Partial<RequestRecord>, string]>([
    [
      'a change of its own',
      storeEvidence(),
      {},
      'Alice sent a session cookie that leads to a row of the store. This request changed cart. It was in the store when the answer had left.',
    ],
    [
      'a change together with others',
      storeEvidence({ attribution: 'shared', sharedWith: [5, 6] }),
      { sessionAfter: { user: 'Bob' } },
      'Alice sent a session cookie that leads to a row of the store. This request together with #5, #6, which overlapped, added user and removed cart. It was in the store when the answer had left.',
    ],
    [
      'a change of one of two requests between which the row was not read',
      storeEvidence({ attribution: 'shared', sharedWith: [5], sharedBecause: 'not-read-between' }),
      { sessionAfter: { cart: 3, user: 'Bob' } },
      'Alice sent a session cookie that leads to a row of the store. This request or #5 (one began before the row was read after the other) added user. It was in the store when the answer had left.',
    ],
    [
      'a change from outside before it',
      storeEvidence({ attribution: 'outside' }),
      { sessionAfter: { cart: 3 } },
      'Alice sent a session cookie that leads to a row of the store. Since the previous request, the row had been changed by something that did not come through this proxy. This request changed nothing in the session.',
    ],
    [
      'a late save',
      storeEvidence({ attribution: 'late', savedLateMs: 703 }),
      {},
      'Alice sent a session cookie that leads to a row of the store. This request changed cart. It was saved 0.7 s after the answer.',
    ],
    [
      'a store that did not answer in time',
      storeEvidence({ attribution: 'not-in-time', before: storeSide('not-in-time') }),
      {},
      'The store did not answer within 50 ms, so the request went on: the row before it is not known. So it is not known what this request changed.',
    ],
    [
      'a store that is gone',
      storeEvidence({
        attribution: 'unreadable',
        before: storeSide('out-of-reach', { detail: 'Nothing listens there.' }),
        after: storeSide('out-of-reach'),
      }),
      {},
      'The store could not be read before this request. The row after the request is not known, so a change is not known either.',
    ],
    [
      'a login whose old row stays',
      storeEvidence({ oldRow: 'still-there' }),
      { sidBefore: sidA, sidAfter: sidB, sessionAfter: { cart: 3 } },
      'Alice sent a session cookie that leads to a row of the store. This request gave the session a new id and with it a new row. The row of the old id is still in the store.',
    ],
    [
      'a logout',
      storeEvidence({ after: storeSide('absent') }),
      { sessionAfter: null },
      'Alice sent a session cookie that leads to a row of the store. This request removed the row: the session has ended.',
    ],
    [
      'a value that would run a program',
      storeEvidence({ before: storeSide('present', { dangerous: ['os.system'] }) }),
      { sessionAfter: { cart: 3 } },
      'Alice sent a session cookie that leads to a row of the store. This request changed nothing in the session. Loading the row would call os.system. It was only read, and nothing was run.',
    ],
  ])('%s', (_, store, more, words) => {
    expect(tell(store, more)).toBe(words);
  });
});

test('the third lifeline: the row before, what changed, the answer, the row after', () => {
  expect(picture(storeEvidence())).toEqual([
    ['browser > server', 'GET /getsession + cookie', 0],
    ['store', 'before: {"cart":3}', null],
    ['server > store', '▲ cart: 3 → 4', null],
    ['server > browser', '200, no Set-Cookie', 18],
    ['store', 'after: {"cart":4}', null],
  ]);
});

test('a late save stands below the answer, with its time', () => {
  expect(picture(storeEvidence({ attribution: 'late', savedLateMs: 700 })).slice(2)).toEqual([
    ['server > browser', '200, no Set-Cookie', 18],
    ['store', 'saved 0.7 s after the answer', 720],
    ['server > store', '▲ cart: 3 → 4', null],
    ['store', 'after: {"cart":4}', null],
  ]);
});

test('the steps name the store and the app, and who else was at work', () => {
  const story = storeStoryOf(makeRecord(watched), storeEvidence({ attribution: 'shared', sharedWith: [9] }), en);
  expect(story.names).toEqual({ server: 'Your app', store: 'Store (Redis)' });
  expect(story.steps.map(({ text }) => phraseText(text))).toContain('at the same time: #9');
});
