import { expect, test } from 'vitest';
import { askBrowser, hasAttribute, type Question, toggleAttribute } from '../../renderer/model/ask-browser.ts';

const question: Question = {
  line: 'sid=1; Path=/',
  setBy: 'http://localhost:5000/',
  request: 'http://localhost:5000/home',
  from: 'own',
  browser: 'chromium',
  secondsLater: 0,
};

test.each<[Partial<Question>, string, boolean, string | null]>([
  [{}, 'kept', true, null],
  [{ line: 'sid=1; SameSite=None' }, 'refused', false, null],
  [{ line: 'sid=1; SameSite=Strict', from: 'link' }, 'kept', false, 'same-site'],
  [{ line: 'sid=1; SameSite=Lax', from: 'link' }, 'kept', true, null],
  [{ line: 'sid=1', from: 'part' }, 'kept', false, 'same-site'],
  [{ line: 'sid=1', from: 'part', browser: 'firefox' }, 'kept', true, null],
  [{ line: 'sid=1; Max-Age=20', secondsLater: 21 }, 'kept', false, 'expired'],
  [{ line: 'sid=1; Path=/admin' }, 'kept', false, 'path'],
  [{ request: 'http://127.0.0.1:5000/' }, 'kept', false, 'other-host'],
  [{ line: 'sid=1; Max-Age=0' }, 'deleted', false, null],
])('%j: %s, sent: %s, %s', (members, fate, isSent, why) => {
  const answer = askBrowser({ ...question, ...members });
  expect([answer?.kept.fate.kind, answer?.isSent, answer?.missing?.why ?? null]).toEqual([fate, isSent, why]);
});

test.each<[Partial<Question>, string | null, string | null]>([
  [{}, null, null],
  [{ line: 'sid=1; SameSite=None' }, 'none-not-secure', null],
  [{ line: '__Host-sid=1; Secure' }, 'prefix', null],
  [{ line: 'sid=1; Domain=co.uk', setBy: 'http://a.co.uk/' }, 'public-suffix', null],
  [{ line: `sid=${'x'.repeat(4094)}` }, 'too-large', null],
  [{ line: 'sid=1; SameSite=Strict', from: 'link' }, null, 'same-site'],
  [{ line: 'sid=1; Max-Age=20', secondsLater: 21 }, null, 'expired'],
])('%j: the step %s decides about keeping, %s about sending', (members, storage, retrieval) => {
  const answer = askBrowser({ ...question, ...members });
  const deciding = (steps: readonly { state: string; code: string }[] = []) => {
    const at = steps.findIndex(({ state }) => state === 'decides');
    const rest = at === -1 ? [] : steps.slice(at + 1);
    expect(steps.slice(0, at === -1 ? undefined : at).every(({ state }) => state === 'met')).toBe(true);
    expect(rest.every(({ state }) => state === 'not-reached')).toBe(true);
    return steps[at]?.code ?? null;
  };
  expect([deciding(answer?.storage), deciding(answer?.retrieval)]).toEqual([storage, retrieval]);
  expect(answer?.retrieval.length === 0).toBe(storage !== null);
});

test('a browser is shown only the steps that it has', () => {
  const codes = (browser: Question['browser']) =>
    askBrowser({ ...question, browser })?.storage.map(({ code }) => code) ?? [];
  expect(codes('chromium')).toContain('partitioned-not-secure');
  expect(codes('specification')).not.toContain('partitioned-not-secure');
  expect(codes('chromium')).not.toContain('http-only-from-script');
});

test('an address without cookies gives no result', () => {
  expect(askBrowser({ ...question, request: 'data:,x' })).toBeNull();
  expect(askBrowser({ ...question, setBy: 'nowhere' })).toBeNull();
});

test('an attribute is put in, takes the place of another value, and is taken out', () => {
  expect(toggleAttribute('sid=1; Path=/', 'Secure')).toBe('sid=1; Path=/; Secure');
  expect(toggleAttribute('sid=1; SameSite=Lax; Path=/', 'SameSite=None')).toBe('sid=1; Path=/; SameSite=None');
  expect(toggleAttribute('sid=1; secure', 'Secure')).toBe('sid=1');
  expect(hasAttribute('sid=1; SAMESITE=lax', 'SameSite=Lax')).toBe(true);
});
