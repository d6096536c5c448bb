import { describe, expect, it } from 'vitest';
import { storyLead } from '../../renderer/sentences/story-lead.ts';
import { en as english } from '../../renderer/strings/en.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import type { Judgment, Rule } from '../../server/contract/decision.ts';
import type { RequestRecord, SessionOperation } from '../../server/contract/log-entry.ts';
import { alice, makeAnonymous, makeRecord, mallory, sidA, sidB } from './support/make-record.ts';

const en = withLater(english);

const tell = (record: RequestRecord, owner = alice) => phraseText(storyLead(record, owner, en));
const cookie = (rule: Rule, answer = false): Judgment[] => [{ question: 'set-cookie', answer, rule, inputs: {} }];
const did = (operation: Omit<SessionOperation, 'atMs'>): SessionOperation[] => [{ atMs: 1, ...operation }];
const firstSet = did({ op: 'set', key: 'Username', after: 'Admin' });
const flask = { engine: 'client-side', sidBefore: null, sidAfter: null } as const;
const forgotten = cookie('cookie-withheld-uninitialized');

describe('the lead of a story', () => {
  it.each<[string, RequestRecord, string]>([
    [
      'no cookie, and a get',
      makeAnonymous({ decision: forgotten }),
      'Alice sent no session cookie, so a new, empty session began. The handler looked for Username, which was not there. Nothing was put into it, so it was discarded and no cookie was sent.',
    ],
    [
      'a first set',
      makeAnonymous({ operations: firstSet, sidAfter: sidA, decision: cookie('cookie-new-modified', true) }),
      'Alice sent no session cookie, so a new, empty session began. The handler wrote Username. So the session was saved, and a cookie with its id was sent.',
    ],
    [
      'a get',
      makeRecord({ decision: cookie('cookie-withheld-unmodified') }),
      "Alice's cookie was genuine, so the server found the session and read Username. Nothing changed, so no new cookie was sent.",
    ],
    [
      'the same value again',
      makeRecord({
        operations: did({ op: 'set', key: 'Username', before: 'Admin', after: 'Admin' }),
        decision: cookie('cookie-withheld-unmodified'),
      }),
      "Alice's cookie was genuine, so the server found the session and wrote Username again. The value did not change, so no new cookie was sent.",
    ],
    [
      'a first set whose cookie is too large',
      makeAnonymous({
        operations: firstSet,
        sidAfter: sidA,
        decision: cookie('cookie-new-modified', true),
        setCookieFates: [
          {
            name: 'inspector.sid',
            fate: 'refused',
            why: 'too-large',
            rule: 'RFC 6265bis §5.6 step 5',
            decidedBy: 7,
            refusals: [{ code: 'too-large', bytes: 6103 }],
          },
        ],
      }),
      "Alice sent no session cookie, so a new, empty session began. The handler wrote Username. So the session was saved, and a cookie with its id was sent. Alice's browser does not keep it. Browsers refuse this cookie: name and value have 6,103 bytes, the limit is 4,096.",
    ],
    [
      'a pop',
      makeRecord({
        operations: did({ op: 'pop', key: 'Username', before: 'Admin' }),
        decision: cookie('cookie-withheld-sent-once'),
      }),
      "Alice's cookie was genuine, so the server found the session and removed Username. The change was saved. The cookie holds only the id, which is the same, so no new cookie was sent.",
    ],
    [
      'a pop by the page that says otherwise',
      makeRecord({
        url: '/popsession',
        operations: did({ op: 'pop', key: 'Username', before: 'Admin' }),
        sessionAfter: {},
        decision: cookie('cookie-withheld-sent-once'),
      }),
      "Alice's cookie was genuine, so the server found the session and removed Username. The page says “Session Deleted”, but only the key is gone: the session lives on. The change was saved. The cookie holds only the id, which is the same, so no new cookie was sent.",
    ],
    [
      'the same where the cookie goes with the last key',
      makeRecord({
        ...flask,
        url: '/popsession',
        verdict: { kind: 'accepted', sid: null, secretNumber: 1 },
        operations: did({ op: 'pop', key: 'Username', before: 'Admin' }),
        sessionAfter: {},
        decision: cookie('flask-cookie-deleted', true),
      }),
      "Alice's cookie was genuine, so the server took the data in it as the session and removed Username. The session is empty now, so the browser was told to delete its cookie.",
    ],
    [
      'a forged cookie',
      makeAnonymous({
        cookieValue: 'x',
        verdict: { kind: 'bad-signature', sid: sidA, secretsTried: 1 },
        decision: forgotten,
      }),
      "The signature of Alice's cookie does not match, so the server went on as if no cookie had come: with a new, empty session. The handler looked for Username, which was not there. Nothing was put into it, so it was discarded and no cookie was sent.",
    ],
    [
      'an unknown sid',
      makeAnonymous({
        verdict: { kind: 'unknown-sid', sid: sidA, secretNumber: 1 },
        operations: [],
        decision: forgotten,
      }),
      "Alice's cookie was genuine, but the store has no such session, so the server went on as if no cookie had come: with a new, empty session. The handler did not use it. Nothing was put into it, so it was discarded and no cookie was sent.",
    ],
    [
      'a destroyed session',
      makeRecord({
        operations: did({ op: 'destroy' }),
        sidAfter: null,
        sessionAfter: null,
        decision: cookie('session-destroyed'),
      }),
      "Alice's cookie was genuine, so the server found the session and destroyed it. Its row is gone from the store. The browser still has its cookie, which points to nothing now.",
    ],
    [
      'a new session id',
      makeRecord({
        operations: did({ op: 'regenerate' }),
        sidAfter: sidB,
        decision: cookie('cookie-new-modified', true),
      }),
      "Alice's cookie was genuine, so the server found the session and gave it a new id. The same data is kept under the new id: a new cookie was sent, and the old cookie is no longer valid.",
    ],
    [
      'a save that failed although the client got its 200',
      makeRecord({
        operations: did({ op: 'set', key: 'Username', before: 'Admin', after: 'Bob' }),
        storeOperations: [
          { atMs: 1, op: 'set', phase: 'end', sid: sidA, durationMs: 1, outcome: 'failed', error: 'disk is full' },
        ],
        decision: cookie('cookie-withheld-sent-once'),
      }),
      "Alice's cookie was genuine, so the server found the session and changed Username. The client got its 200, but the session was not saved: disk is full. What changed is lost.",
    ],
    [
      'only the cookie of the other engine',
      makeAnonymous({
        verdict: { kind: 'wrong-engine', cookieName: 'session' },
        operations: [],
        decision: forgotten,
      }),
      'Alice sent only session, which belongs to the other engine and was ignored, so a new, empty session began. The handler did not use it. Nothing was put into it, so it was discarded and no cookie was sent.',
    ],
    [
      'a secure cookie on plain http',
      makeAnonymous({ operations: firstSet, sidAfter: sidA, decision: cookie('cookie-withheld-insecure') }),
      'Alice sent no session cookie, so a new, empty session began. The handler wrote Username. The cookie is Secure and this was plain http, so it was withheld: the browser will never find this session again.',
    ],
    [
      'a client that left before the answer',
      makeRecord({ status: null, isAborted: true }),
      "Alice's cookie was genuine, so the server found the session and read Username. Alice went away before an answer was sent.",
    ],
    [
      'a page that is not there',
      makeRecord({ status: 404, operations: [], decision: cookie('cookie-withheld-unmodified') }),
      "Alice's cookie was genuine, so the server found the session. No page of the site has this address. Nothing changed, so no new cookie was sent.",
    ],
    [
      'a handler that threw',
      makeRecord({
        status: 500,
        errors: [{ where: 'handler', message: 'boom' }],
        decision: cookie('cookie-withheld-unmodified'),
      }),
      "Alice's cookie was genuine, so the server found the session and read Username. Then the handler failed, so the answer was 500. Nothing changed, so no new cookie was sent.",
    ],
    [
      'a store that could not be read',
      makeAnonymous({ status: 500, verdict: { kind: 'unchecked', sid: sidA, secretNumber: 1 }, operations: [] }),
      "Alice's cookie was genuine, but the store could not be read, so this request had no session.",
    ],
    [
      'rolling',
      makeRecord({ decision: cookie('cookie-rolling', true) }),
      "Alice's cookie was genuine, so the server found the session and read Username. rolling is on, so the cookie was sent again, as with every answer.",
    ],
    [
      'an empty session that is saved all the same',
      makeAnonymous({ decision: cookie('cookie-new-uninitialized', true) }),
      'Alice sent no session cookie, so a new, empty session began. The handler looked for Username, which was not there. saveUninitialized is on, so even the empty session was saved, and a cookie was sent.',
    ],
    [
      'client-side: a set',
      makeAnonymous({ ...flask, operations: firstSet, decision: cookie('flask-cookie-modified', true) }),
      'Alice sent no session cookie, so a new, empty session began. The handler wrote Username. So the whole session was signed and sent as a new cookie.',
    ],
    [
      'client-side: a get',
      makeRecord({ ...flask, decision: cookie('flask-cookie-withheld-unmodified') }),
      "Alice's cookie was genuine, so the server took the data in it as the session and read Username. Nothing changed, so no cookie was sent: the browser keeps the one it has.",
    ],
    [
      'client-side: the last key popped',
      makeRecord({
        ...flask,
        operations: did({ op: 'pop', key: 'Username', before: 'Admin' }),
        decision: cookie('flask-cookie-deleted', true),
      }),
      "Alice's cookie was genuine, so the server took the data in it as the session and removed Username. The session is empty now, so the browser was told to delete its cookie.",
    ],
    [
      'client-side: a change inside a value',
      makeRecord({
        ...flask,
        findings: [{ kind: 'silent-mutation', requestIds: [1], keys: ['cart'] }],
        decision: cookie('flask-cookie-withheld-unmodified'),
      }),
      "Alice's cookie was genuine, so the server took the data in it as the session and read Username. cart was changed inside a list or an object, which Flask does not notice: no cookie was sent, and the change is lost.",
    ],
    [
      'client-side: no secret',
      makeAnonymous({ ...flask, cookieValue: 'x', decision: cookie('flask-null-session') }),
      'The app has no secret key, so it can neither read nor sign a session. The handler looked for Username, which was not there. No cookie was sent.',
    ],
  ])('tells of %s', (_name, record, sentence) => {
    expect(tell(record)).toBe(sentence);
  });

  it('says since when a session has been expired', () => {
    const verdict = { kind: 'expired', sid: sidA, secretNumber: 1, expiredAtMs: Date.UTC(2026, 10, 22) } as const;
    expect(tell(makeAnonymous({ verdict, decision: forgotten }))).toMatch(/its session expired .*2026/);
  });

  it('names the owner of a cookie that another actor used', () => {
    expect(tell(makeRecord({ actor: mallory }))).toBe(
      "Mallory sent Alice's cookie. It is genuine, so the server took Mallory for Alice. The handler read Username.",
    );
  });

  it('merges similar actions, and counts those it leaves out', () => {
    const operations = [
      ...did({ op: 'get', key: 'a', before: 1, after: 1 }),
      ...did({ op: 'get', key: 'b', before: 1, after: 1 }),
      ...did({ op: 'set', key: 'c', after: 1 }),
      ...did({ op: 'pop', key: 'd' }),
      ...did({ op: 'list' }),
      ...did({ op: 'clear' }),
    ];
    expect(tell(makeRecord({ operations }))).toContain(
      'read a, b, wrote c, tried to remove d, which was not there and did 2 more things.',
    );
  });
});
