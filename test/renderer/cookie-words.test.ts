import { describe, expect, it } from 'vitest';
import { cookieRuleOf } from '../../renderer/model/cookie-rule.ts';
import { cookies } from '../../renderer/strings/en/cookies.ts';
import { signedBy, verdictTone } from '../../renderer/views/cookies/cookie-verdict.ts';
import { COOKIE_FORMAT_IDS } from '../../server/contract/cookie-format.ts';
import { COOKIE_RULES } from '../../server/contract/decision.ts';
import {
  cookieNoteSchema,
  derivationStepSchema,
  notValidReasonSchema,
  segmentRoleSchema,
} from '../../server/contract/decoded-cookie.ts';
import { receivedCookieSchema } from '../../server/contract/received-cookie.ts';
import { makeRecord } from './support/make-record.ts';

const facts = {
  format: 'Flask session',
  isEncrypted: false,
  where: null,
  secretsTried: 2,
  signedBy: { number: 1, isGiven: true },
  signedAtMs: 1,
  expiresAtMs: 1,
  notBeforeMs: 1,
};
const filled = expect.stringMatching(/\S/);

describe('the catalogue has words for', () => {
  it.each(COOKIE_FORMAT_IDS)('the format %s', (format) => {
    expect(cookies.format[format]).toEqual(filled);
  });

  it.each(notValidReasonSchema.options)('the reason %s, as a title and a sentence that ends', (reason) => {
    expect(cookies.reasonTitle[reason]).toEqual(filled);
    expect(cookies.reason[reason](facts)).toMatch(/\.$/);
    expect(cookies.reason[reason]({ ...facts, isEncrypted: true })).toMatch(/\.$/);
    expect(
      cookies.reason[reason]({ ...facts, signedBy: null, signedAtMs: null, expiresAtMs: null, notBeforeMs: null }),
    ).toMatch(/\.$/);
  });

  it.each(cookieNoteSchema.options)('the note %s', (note) => {
    expect(cookies.note[note]).toMatch(/\.$/);
  });

  it.each(segmentRoleSchema.options)('the part %s and what it is for', (role) => {
    expect([cookies.role[role], cookies.roleWhy[role]]).toEqual([filled, filled]);
  });

  it.each(derivationStepSchema.shape.step.options)('the step %s', (step) => {
    expect(cookies.step[step]).toEqual(filled);
  });

  it.each(receivedCookieSchema.shape.role.options)('a cookie that came as %s', (role) => {
    expect([cookies.receivedRole[role], cookies.receivedRoleWhy[role]]).toEqual([filled, filled]);
  });

  it.each(receivedCookieSchema.shape.problems.element.options)('the problem %s', (problem) => {
    expect(cookies.problem[problem]).toMatch(/\.$/);
  });

  it('every rule that decides about Set-Cookie', () => {
    expect(COOKIE_RULES.map((rule) => cookies.cookieRule[rule])).toEqual(COOKIE_RULES.map(() => filled));
  });
});

describe('a verdict', () => {
  it('is good only without a reason, and open where the cookie is not to blame', () => {
    expect(verdictTone({ reason: null })).toBe('good');
    expect(verdictTone({ reason: 'no-secret' })).toBe('open');
    expect(verdictTone({ reason: 'tampered' })).toBe('bad');
  });

  it('counts the secrets of the reader and of the site apart', () => {
    expect(signedBy({ secretNumber: 2 }, 2)).toEqual({ number: 2, isGiven: true });
    expect(signedBy({ secretNumber: 3 }, 2)).toEqual({ number: 1, isGiven: false });
    expect(signedBy({ secretNumber: null }, 2)).toBeNull();
  });

  it('about Set-Cookie names the rule that was recorded, and none where none was', () => {
    const judgment = { question: 'set-cookie', answer: true, rule: 'cookie-rolling', inputs: {} } as const;
    expect(cookieRuleOf(makeRecord({ decision: [judgment] }))).toBe('cookie-rolling');
    expect(cookieRuleOf(makeRecord())).toBeNull();
  });
});
