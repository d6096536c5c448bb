import { expect, test } from 'vitest';
import { arrivalText, requestLine, statusWords, versionText } from '../../renderer/sentences/request-words.ts';
import { en } from '../../renderer/strings/en.ts';
import { zh } from '../../renderer/strings/zh.ts';
import { makeRecord } from './support/make-record.ts';

const unknown = makeRecord({
  method: null,
  url: '',
  httpVersion: null,
  status: null,
  isTimeUnknown: true,
  responseHeaders: [['Server', 'x']],
});
const known = makeRecord({ method: 'GET', url: '/x', httpVersion: '2', status: 200 });
const unanswered = makeRecord({ status: null, responseHeaders: [] });

test('known values are shown unchanged', () => {
  expect([requestLine(known, en), versionText(known, en), statusWords(known, en)]).toEqual(['GET /x', 'HTTP/2', '200']);
  expect(arrivalText(known, en)).toBe(en.format.timeOfDay(known.arrivedAtMs));
});

test('unknown values are named in both languages', () => {
  const words = [en, zh].map((t) => [
    requestLine(unknown, t),
    versionText(unknown, t),
    statusWords(unknown, t),
    arrivalText(unknown, t),
  ]);
  expect(words).toEqual([
    ['(method unknown) (address unknown)', '(HTTP version unknown)', 'unknown', 'unknown'],
    ['（方法未知） （地址未知）', '（HTTP 版本未知）', '未知', '未知'],
  ]);
});

test('a missing response is distinguished from a response without its status', () => {
  expect([en, zh].map((t) => statusWords(unanswered, t))).toEqual(['no answer', '无响应']);
});
