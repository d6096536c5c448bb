import { describe, expect, it } from 'vitest';
import { refusalReason } from '../../renderer/sentences/early-refusal.ts';
import { storyOf } from '../../renderer/sentences/story.ts';
import { storyLead } from '../../renderer/sentences/story-lead.ts';
import { whatHappened, whatHappenedText } from '../../renderer/sentences/what-happened.ts';
import { en } from '../../renderer/strings/en.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { zh } from '../../renderer/strings/zh.ts';
import type { EarlyRefusal } from '../../server/contract/early-refusal.ts';
import { outcomeOf } from '../../server/contract/outcome.ts';
import { makeRecord } from './support/make-record.ts';

const tooManyCookies: EarlyRefusal = {
  code: 'head-too-large',
  octets: 17_046,
  cookieOctets: 17_001,
  limitOctets: 16_384,
};

const refused = (refusal: EarlyRefusal) =>
  makeRecord({
    status: 431,
    verdict: { kind: 'not-read' },
    sidBefore: null,
    sidAfter: null,
    sessionBefore: null,
    sessionAfter: null,
    operations: [],
    decision: [],
    refusal,
  });

describe('a request that was refused before its session was read', () => {
  it('says so in its row, with the reason', () => {
    const record = refused(tooManyCookies);
    expect(outcomeOf(record)).toBe('refused');
    expect(whatHappenedText(whatHappened(record, null, en), ', ')).toBe(
      'refused, too many cookies: the Cookie header has 17,001 bytes, and the whole head must have fewer than 16,384',
    );
    expect(whatHappenedText(whatHappened(record, null, zh), '，')).toBe(
      '拒绝，Cookie 太多：Cookie 头有 17,001 字节，而整个请求头必须小于 16,384 字节',
    );
  });

  it('says in its story where the cookies come from', () => {
    expect(phraseText(storyLead(refused(tooManyCookies), null, withLater(en)))).toBe(
      "Alice's request was refused before its session was read: too many cookies: the Cookie header has 17,001 bytes, " +
        'and the whole head must have fewer than 16,384. Browsers send the cookies of all ports of a host together, so other ' +
        'programs on localhost add their cookies.',
    );
  });

  it('has a story of three steps: it came, it was refused, it was answered', () => {
    const { steps } = storyOf(refused({ code: 'bad-host', hosts: ['a', 'b'] }), withLater(en));
    expect(steps.map(({ from, to, text }) => [from, to, phraseText(text)])).toEqual([
      ['browser', 'server', expect.stringContaining('/getsession')],
      ['server', 'server', '✕ it has 2 Host headers'],
      ['server', 'browser', expect.stringContaining('431')],
    ]);
  });

  it.each<[EarlyRefusal, string]>([
    [{ ...tooManyCookies, cookieOctets: 100 }, 'its head has 17,046 bytes, and must have fewer than 16,384'],
    [
      { code: 'head-too-large', octets: null, cookieOctets: null, limitOctets: 65_536 },
      'its head has more than 65,536 bytes, and was not read further',
    ],
    [{ code: 'too-many-lines', lines: 2_100, limit: 2_000 }, 'it has 2,100 header lines, and may have 2,000'],
    [
      { code: 'malformed', part: 'head', detail: 'Invalid header token' },
      'its head is not valid HTTP (Invalid header token)',
    ],
    [{ code: 'malformed', part: 'body', detail: 'Invalid chunk' }, 'its body is not valid (Invalid chunk)'],
    [
      { code: 'other-protocol', protocol: 'TLS' },
      'the client speaks TLS to a port of plain http (use http://, not https://)',
    ],
    [{ code: 'other-protocol', protocol: 'HTTP/2' }, 'the client speaks HTTP/2 to a port of plain http'],
    [{ code: 'too-slow', part: 'head', limitMs: 10_000 }, 'its head was not complete after 10 seconds'],
    [{ code: 'too-slow', part: 'body', limitMs: 30_000 }, 'its body was not complete after 30 seconds'],
    [{ code: 'bad-host', hosts: [] }, 'it has no Host header'],
    [{ code: 'bad-host', hosts: ['a b'] }, 'its Host header is not valid (a b)'],
    [
      { code: 'unmet-expectation', expectation: 'banana' },
      'it expects something that this server does not do (banana)',
    ],
    [{ code: 'body-too-large', announcedBytes: null, limitBytes: 393_216 }, 'its body has more than 393,216 bytes'],
    [
      { code: 'body-too-large', announcedBytes: 2_000_000, limitBytes: 393_216 },
      'it announces a body of 2,000,000 bytes, and may have 393,216',
    ],
    [
      { code: 'unknown-encoding', encoding: 'rot13' },
      'its body has an encoding that this server cannot unpack (rot13)',
    ],
    [
      { code: 'foreign-page', header: 'Origin', value: 'http://evil.example' },
      'a page of another origin sent it (Origin: http://evil.example)',
    ],
  ])('%j has a reason in words, in each language', (refusal, expected) => {
    expect(refusalReason(refusal, en.earlyRefusals)).toBe(expected);
    expect(refusalReason(refusal, zh.earlyRefusals)).toMatch(/\p{Script=Han}/u);
  });
});
