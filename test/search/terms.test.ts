import { expect, test } from 'vitest';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { factsOf } from '../../server/search/facts.ts';
import { holds, planOf } from '../../server/search/plan.ts';
import { anEdit, aRequest } from '../export/log-entries.ts';

const unknown: Partial<RequestRecord> = { method: null, durationMs: null, responseBodyBytes: null, status: null };

const lost: Partial<RequestRecord> = {
  expectedCookies: [{ name: 'session', came: false, why: 'deleted', rule: 'RFC', decidedBy: 1 }],
};
const ofOtherSite: Partial<RequestRecord> = {
  expectedCookies: [
    { name: 'a', came: false, why: 'other-host', rule: 'RFC', decidedBy: 1, about: { isOfOtherSite: true } },
    { name: 'b', came: true, why: null, rule: null, decidedBy: 1 },
  ],
};
const refused: Partial<RequestRecord> = {
  setCookieFates: [
    {
      name: 'big',
      fate: 'refused',
      why: 'too-large',
      rule: 'RFC 6265bis §5.6 step 5',
      decidedBy: 1,
      refusals: [{ code: 'too-large', bytes: 6103 }],
    },
  ],
};

test.each<[string, Partial<RequestRecord>, boolean]>([
  ['is:cookie-lost', lost, true],
  ['is:cookie-lost', ofOtherSite, false],
  ['is:cookie-lost', {}, false],
  ['cookie-refused:too-large', refused, true],
  ['cookie-refused:*', refused, true],
  ['cookie-refused:"RFC 6265bis §5.6 step 5"', refused, true],
  ['cookie-refused:prefix', refused, false],
  ['cookie-refused:*', {}, false],
  ['method:unknown', unknown, true],
  ['method:unknown', {}, false],
  ['method:GET', unknown, false],
  ['slower-than:0', unknown, false],
  ['slower-than:0', { durationMs: 0.5 }, true],
  ['larger-than:0', unknown, false],
  ['status-code:none', { ...unknown, responseHeaders: [] }, true],
  ['status-code:none', { ...unknown, responseHeaders: [['Server', 'x']] }, false],
  ['status-code:>=0', { ...unknown, responseHeaders: [['Server', 'x']] }, false],
])('%s finds %j: %s', (filter, members, isFound) => {
  const { terms, errors } = parseFilter(filter);
  expect(errors).toEqual([]);
  expect(holds(planOf(terms, 0), factsOf(aRequest(members)))).toBe(isFound);
});

test.each([
  ['is:lab', true],
  ['-is:lab', false],
])('%s finds the changes of the Lab without a request: %s', (filter, isFound) => {
  const { terms } = parseFilter(filter);
  expect(holds(planOf(terms, 0), factsOf(anEdit({ by: 'lab' })))).toBe(isFound);
});
