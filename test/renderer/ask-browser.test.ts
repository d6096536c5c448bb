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

test('an address without cookies has no answer', () => {
  expect(askBrowser({ ...question, request: 'data:,x' })).toBeNull();
  expect(askBrowser({ ...question, setBy: 'nowhere' })).toBeNull();
});

test('an attribute is put in, takes the place of another value, and is taken out', () => {
  expect(toggleAttribute('sid=1; Path=/', 'Secure')).toBe('sid=1; Path=/; Secure');
  expect(toggleAttribute('sid=1; SameSite=Lax; Path=/', 'SameSite=None')).toBe('sid=1; Path=/; SameSite=None');
  expect(toggleAttribute('sid=1; secure', 'Secure')).toBe('sid=1');
  expect(hasAttribute('sid=1; SAMESITE=lax', 'SameSite=Lax')).toBe(true);
});
