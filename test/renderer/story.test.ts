import { describe, expect, it } from 'vitest';
import { type StoryStep, storyOf } from '../../renderer/sentences/story.ts';
import { en as english } from '../../renderer/strings/en.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { type Judgment, type Rule, ruleSchema } from '../../server/contract/decision.ts';
import type { RequestRecord, StoreOperation } from '../../server/contract/log-entry.ts';
import { makeAnonymous, makeRecord, sidA, sidB } from './support/make-record.ts';

const en = withLater(english);

const ends: Record<string, string> = { browser: 'B', server: 'S', store: 'D' };
const line = ({ from, to, text }: StoryStep) => `${ends[from]}${from === to ? '' : `>${ends[to]}`} ${phraseText(text)}`;
const draw = (record: RequestRecord) => storyOf(record, en).steps.map(line);
const cookie = (rule: Rule, answer = false): Judgment => ({ question: 'set-cookie', answer, rule, inputs: {} });
const call = (over: Partial<StoreOperation>): StoreOperation => ({
  atMs: 0.2,
  op: 'get',
  phase: 'load',
  sid: sidA,
  durationMs: 0.1,
  outcome: 'ok',
  statement: { microseconds: 41, changes: null },
  ...over,
});

describe('the steps of a story', () => {
  it('run from the cookie that came to the one that was not sent', () => {
    const record = makeRecord({
      operations: [{ atMs: 0.5, op: 'set', key: 'Username', before: 'Admin', after: 'Admin' }],
      storeOperations: [
        call({}),
        call({ atMs: 0.7, op: 'touch', phase: 'end', statement: { microseconds: 38, changes: 1 } }),
      ],
      headSentAtMs: 0.8,
      decision: [cookie('cookie-withheld-unmodified')],
    });
    expect(draw(record)).toEqual([
      'B>S GET /getsession + cookie',
      'S ✓ genuine, secret 1',
      'S>D get 3fA9…kQ · 41 µs',
      'D>S {"Username":"Admin"}',
      'S ▲ set Username: same value',
      'S>D touch 3fA9…kQ · 38 µs',
      'S>B 200, no Set-Cookie',
    ]);
  });

  it('show a session that began, and that it was forgotten', () => {
    const created: Judgment = { question: 'created', answer: false, rule: 'create-not-saved', inputs: {} };
    const record = makeAnonymous({ decision: [created, cookie('cookie-withheld-uninitialized')], headSentAtMs: 2 });
    expect(draw(record)).toEqual([
      'B>S GET /getsession, no cookie',
      'S a new, empty session',
      'S ● get Username: not there',
      'S>B 200, no Set-Cookie',
      'S the new session is discarded',
    ]);
  });

  it('refuse a forged cookie without asking the store', () => {
    const verdict = { kind: 'bad-signature', sid: sidA, secretsTried: 1 } as const;
    const steps = storyOf(makeAnonymous({ cookieValue: 'x', verdict }), en).steps;
    expect(steps.map(line)).toContain('S ✕ signature does not match');
    expect(steps[1]?.tone).toBe('reject');
  });

  it('tell by the answer of the store what a genuine cookie was worth', () => {
    const notFound = [call({ outcome: 'not-found' })];
    const unknown = makeAnonymous({
      verdict: { kind: 'unknown-sid', sid: sidA, secretNumber: 2 },
      storeOperations: notFound,
    });
    expect(draw(unknown)).toEqual(
      expect.arrayContaining(['S ✓ genuine, secret 2', 'S>D get 3fA9…kQ · 41 µs', 'D>S no such session']),
    );
    const verdict = { kind: 'expired', sid: sidA, secretNumber: 1, expiredAtMs: 0 } as const;
    expect(draw(makeAnonymous({ verdict, storeOperations: notFound })).join()).toContain('D>S expired 1 Jan 1970');
  });

  it('put the calls of the handler where they were made, by their time', () => {
    const record = makeRecord({
      operations: [{ atMs: 3, op: 'regenerate' }],
      storeOperations: [
        call({}),
        call({ atMs: 2, op: 'destroy', phase: 'handler', statement: { microseconds: 9, changes: 1 } }),
        call({ atMs: 4, op: 'set', phase: 'end', sid: sidB }),
      ],
      sidAfter: sidB,
      setCookie: 'inspector.sid=s%3A…',
      headSentAtMs: 5,
      decision: [cookie('cookie-new-modified', true)],
    });
    expect(draw(record).slice(4)).toEqual([
      'S>D destroy 3fA9…kQ · 9 µs',
      'S ↻ new id 9Zt1…0b',
      'S>D set 9Zt1…0b · 41 µs',
      'S>B 200, Set-Cookie',
    ]);
  });

  it('raise an alarm over a save that failed', () => {
    const failed = call({ atMs: 1, op: 'set', phase: 'end', outcome: 'failed', error: 'disk is full' });
    const step = storyOf(makeRecord({ storeOperations: [failed] }), en).steps.find(({ to }) => to === 'store');
    expect([step?.tone, step?.about, phraseText(step?.text ?? [])]).toEqual([
      'reject',
      'saved',
      '✕ set failed: disk is full',
    ]);
  });

  it('name the store that was called, and none if there was no call', () => {
    const nameOf = (calls: StoreOperation[]) => storyOf(makeRecord({ storeOperations: calls }), en).names?.store;
    expect(nameOf([call({})])).toBe('Store (SQLite)');
    expect(nameOf([call({ store: 'redis' })])).toBe('Store (Redis)');
    expect(nameOf([call({ store: 'postgres' })])).toBe('Store (PostgreSQL)');
    expect(nameOf([])).toBe('Store');
  });

  it('need no store where the cookie holds the data', () => {
    const record = makeRecord({
      engine: 'client-side',
      sidBefore: null,
      sidAfter: null,
      verdict: { kind: 'accepted', sid: null, secretNumber: 1 },
      operations: [{ atMs: 0.5, op: 'set', key: 'role', after: 'admin' }],
      sessionAfter: { Username: 'Admin', role: 'admin' },
      setCookie: 'session=…',
      decision: [cookie('flask-cookie-modified', true)],
    });
    expect(storyOf(record, en).lifelines).toEqual(['browser', 'server']);
    expect(draw(record)).toEqual([
      'B>S GET /getsession + cookie',
      'S ✓ genuine, secret 1',
      'S from the cookie: {"Username":"Admin"}',
      'S ▲ set role = "admin"',
      'S>B 200, Set-Cookie',
      'B now holds {"Username":"Admin","role":"admin"}',
    ]);
    const emptied = { ...record, sessionAfter: null, decision: [cookie('flask-cookie-deleted', true)] };
    expect(draw(emptied).slice(-2)).toEqual(['S>B 200, Set-Cookie deletes it', 'B cookie deleted']);
  });

  it('end with the client that left, and name a handler that failed', () => {
    expect(draw(makeRecord({ status: null, isAborted: true })).at(-1)).toBe('B ✕ Alice went away');
    const thrown = makeRecord({ status: 500, errors: [{ where: 'handler', message: 'boom' }], headSentAtMs: 2 });
    expect(draw(thrown).slice(-2)).toEqual(['S ✕ the handler failed: boom', 'S>B 500']);
  });

  it('cut a value that no picture could hold, and say how long it is', () => {
    const value = 'x'.repeat(100_000);
    const record = makeRecord({ operations: [{ atMs: 1, op: 'get', key: 'k', before: value, after: value }] });
    const longest = Math.max(...draw(record).map((text) => text.length));
    expect(longest).toBeLessThan(2_200);
    expect(draw(record).join()).toContain('100,002 characters');
  });
});

describe('the rules', () => {
  it.each(ruleSchema.options)('%s has its sentence', (rule) => {
    const sentence = en.story.rules[rule]({ question: 'saved', answer: true, rule, inputs: {} });
    expect(phraseText(sentence)).toMatch(/^\S.{8,}[^.]$/);
  });

  it('tell how the options stood', () => {
    const judgment = (resave: boolean): Judgment => ({
      question: 'saved',
      answer: false,
      rule: 'skip-unmodified',
      inputs: { resave },
    });
    expect(phraseText(en.story.rules['skip-unmodified'](judgment(false)))).toMatch(/resave is off$/);
    expect(phraseText(en.story.rules['skip-unmodified'](judgment(true)))).toMatch(/resave is on$/);
  });
});
