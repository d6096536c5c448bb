import { describe, expect, it } from 'vitest';
import { findingPhrase } from '../../renderer/sentences/finding-phrase.ts';
import { en as catalogue } from '../../renderer/strings/en.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { type Finding, findingSchema } from '../../server/contract/finding.ts';

const en = withLater(catalogue);
const requestIds = [1, 2];
const alice = { id: 'alice', name: 'Alice', kind: 'simulated' } as const;
const mallory = { id: 'mallory', name: 'Mallory', kind: 'simulated' } as const;
const examples: Record<Finding['kind'], Finding> = {
  'silent-mutation': { kind: 'silent-mutation', requestIds, keys: ['cart'] },
  'lost-update': { kind: 'lost-update', requestIds, keys: ['cart'] },
  revived: { kind: 'revived', requestIds, sid: 'x' },
  'sid-unchanged': { kind: 'sid-unchanged', requestIds, keys: ['Username'], knownTo: mallory },
  hijack: { kind: 'hijack', requestIds, givenTo: alice },
  'forged-cookie': { kind: 'forged-cookie', requestIds, reason: 'bad-signature' },
  'cookie-not-kept': {
    kind: 'cookie-not-kept',
    requestIds,
    name: 'session',
    refusals: [{ code: 'too-large', bytes: 6_021 }, { code: 'none-not-secure' }],
  },
  'cookie-lost': {
    kind: 'cookie-lost',
    requestIds,
    cookie: { name: 'session', came: false, why: 'deleted', rule: null, decidedBy: 1 },
  },
  'cookie-repeated': { kind: 'cookie-repeated', requestIds, name: 'inspector.sid', count: 2 },
  'saved-twice': { kind: 'saved-twice', requestIds, count: 2 },
  'save-failed': { kind: 'save-failed', requestIds, message: 'disk is full' },
  'cookie-collision': { kind: 'cookie-collision', requestIds, names: ['other', 'third'] },
  'orphan-saved': { kind: 'orphan-saved', requestIds, sid: 'x' },
  'changed-outside': { kind: 'changed-outside', requestIds, keys: ['cart'], isGone: false },
  'expiry-stale': { kind: 'expiry-stale', requestIds, rowAtMs: 1_800_000_000_000, cookieAtMs: 1_700_000_000_000 },
  'expiry-too-far': { kind: 'expiry-too-far', requestIds, times: 1_000 },
  'rows-orphaned': { kind: 'rows-orphaned', requestIds, name: 'sid', count: 5 },
  'id-adopted': { kind: 'id-adopted', requestIds, name: 'sid', sid: 'x' },
  'logout-left-row': { kind: 'logout-left-row', requestIds, keys: ['user'] },
  'waited-for-lock': { kind: 'waited-for-lock', requestIds, waitedMs: 812 },
  'login-kept-id': { kind: 'login-kept-id', requestIds, name: 'sid', knownTo: mallory },
  'logout-left-valid': { kind: 'logout-left-valid', requestIds, name: 'sid', by: 'status' },
  'cookie-set-each-time': { kind: 'cookie-set-each-time', requestIds, name: 'sid', count: 10 },
  'cookie-keeps-changing': { kind: 'cookie-keeps-changing', requestIds, name: 'sid', count: 5 },
  'cookie-unprotected': { kind: 'cookie-unprotected', requestIds, name: 'sid', lacks: ['HttpOnly', 'SameSite'] },
  'cookie-sent-cross-site': { kind: 'cookie-sent-cross-site', requestIds, name: 'sid', method: 'POST' },
  'cookie-secure-on-http': { kind: 'cookie-secure-on-http', requestIds, name: 'sid' },
  'cookie-on-many-paths': {
    kind: 'cookie-on-many-paths',
    requestIds,
    name: 'sid',
    places: [
      { path: '/', domain: null },
      { path: '/shop', domain: 'example.test' },
    ],
  },
  'session-changed-host': {
    kind: 'session-changed-host',
    requestIds,
    cookie: {
      name: 'session',
      came: false,
      why: 'other-host',
      rule: null,
      decidedBy: 1,
      about: { domain: 'localhost', host: '127.0.0.1' },
    },
  },
  'host-refused': { kind: 'host-refused', requestIds, host: 'app.test', status: 403 },
  'cookie-name-shared': { kind: 'cookie-name-shared', requestIds, name: 'sid', app: 'http://localhost:5002' },
};

describe('a finding', () => {
  it.each(findingSchema.options.map(({ shape }) => shape.kind.value))(
    '%s says what it means, why it matters and what to do',
    (kind) => {
      const title = en.findings.titles[kind];
      const { why, todo } = en.findingWords[kind];
      const texts = [title, phraseText(findingPhrase(examples[kind], en)), why, todo];
      expect(texts.every((text) => text.length > 15)).toBe(true);
    },
  );

  it('names the keys and the cookies it is about, and what the store said', () => {
    const say = (kind: Finding['kind']) => phraseText(findingPhrase(examples[kind], en));
    expect(say('lost-update')).toContain('cart');
    expect(say('cookie-collision')).toContain('other, third');
    expect(say('save-failed')).toContain('disk is full');
    expect(say('hijack')).toContain('given to Alice');
    expect(say('sid-unchanged')).toContain('Mallory is logged in, too');
    expect(say('forged-cookie')).toContain('signature does not match');
    expect(say('cookie-not-kept')).toContain('6,021');
    expect(say('cookie-not-kept')).toContain('SameSite=None needs Secure');
    expect(say('login-kept-id')).toContain('Mallory had this id before');
    expect(say('cookie-unprotected')).toContain('without HttpOnly, SameSite');
    expect(say('cookie-on-many-paths')).toContain('/, example.test/shop');
    expect(say('session-changed-host')).toBe('session did not come: it belongs to localhost, this is 127.0.0.1.');
    expect(say('cookie-name-shared')).toContain('http://localhost:5002');
    expect(say('cookie-repeated')).toContain('inspector.sid came 2 times');
  });

  it('of an earlier version, which knew no other client of the id, accuses nobody', () => {
    const { knownTo: _, ...old } = examples['sid-unchanged'] as Extract<Finding, { kind: 'sid-unchanged' }>;
    expect(phraseText(findingPhrase(old, en))).toBe('Username was set in a session that existed before.');
  });

  it('of a cookie whose other value came does not call the cookie missing', () => {
    const cookie = { name: 'sid', came: false, why: 'replaced', rule: null, decidedBy: null } as const;
    expect(phraseText(findingPhrase({ kind: 'cookie-lost', requestIds, cookie }, en))).toBe(
      'sid came with another value: no row of this log has set the received value.',
    );
    const gone = { ...cookie, why: 'deleted', decidedBy: 1 } as const;
    expect(phraseText(findingPhrase({ kind: 'cookie-lost', requestIds, cookie: gone }, en))).toMatch(
      /^sid is missing: /,
    );
  });

  it('has a sign that names each', () => {
    expect(en.findings.mark(['A', 'B'])).toBe('2 findings: A, B');
  });
});
