import { expect, test } from 'vitest';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { factsOf } from '../../server/search/facts.ts';
import { holds, planOf } from '../../server/search/plan.ts';
import { anEdit, aRequest } from '../export/log-entries.ts';

const unknown: Partial<RequestRecord> = { method: null, durationMs: null, responseBodyBytes: null, status: null };

test.each<[string, Partial<RequestRecord>, boolean]>([
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
])('%s finds what the Lab did without a request: %s', (filter, isFound) => {
  const { terms } = parseFilter(filter);
  expect(holds(planOf(terms, 0), factsOf(anEdit({ by: 'lab' })))).toBe(isFound);
});
