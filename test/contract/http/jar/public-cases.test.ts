import { expect, test } from 'vitest';
import { publicSuffixOf } from '../../../../server/contract/http/public-suffix.ts';
import { httpStateCases } from '../../../support/cookies/http-state-cases.ts';
import { modelledHeaders } from '../../../support/cookies/modelled-browser.ts';
import { wptCases } from '../../../support/cookies/wpt-cases.ts';

/** The suite of 2011 has ends of cookies that were to come then. */
const nowMs = Date.UTC(2011, 3, 1);

test.each([
  { suite: 'http-state', cases: httpStateCases, agreeing: 196 },
  { suite: 'web-platform-tests', cases: wptCases, agreeing: 184 },
])(
  '$suite: $agreeing of its cases agree with the specification, the others differ for a reason',
  ({ cases, agreeing }) => {
    const differing = cases.filter((one) => {
      const { headers } = modelledHeaders(one, { browser: 'specification', suffixOf: publicSuffixOf, nowMs });
      return headers.at(-1) !== one.sent;
    });
    expect(differing.map(({ name }) => name)).toEqual(
      cases.filter(({ differs }) => differs !== null).map(({ name }) => name),
    );
    expect(cases.length - differing.length).toBe(agreeing);
  },
);
