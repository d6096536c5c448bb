import { expect, test } from 'vitest';
import { whatHappened, whatHappenedText } from '../../renderer/sentences/what-happened.ts';
import { en } from '../../renderer/strings/en.ts';
import { zh } from '../../renderer/strings/zh.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { signFlask } from '../../server/cookie/flask/flask-cookie.ts';
import { verifiedRecord } from '../../server/import/verify-record.ts';
import { aRecord } from '../support/log-entries.ts';
import { harOf, onlyRequest } from './reading.ts';

const SIGNED_S = 1_700_000_000;
const cookie = `session=${signFlask({ Username: 'Admin' }, ['right'], SIGNED_S)}`;
const record = () => onlyRequest(harOf({ request: { headers: [{ name: 'Cookie', value: cookie }] } }));

function rowOf(verified: RequestRecord): string[] {
  return [en, zh].map((t) => whatHappenedText(whatHappened(verified, null, t), t.common.listBetween));
}

test('a row says whether a given secret has signed its cookie, in both languages', async () => {
  const seen = await record();
  expect(rowOf(seen)).toEqual(['came with the cookie session', '携带了 Cookie session']);
  expect(rowOf(verifiedRecord(seen, ['other', 'right']))).toEqual([
    'came with the cookie session, verified',
    '携带了 Cookie session，已验证',
  ]);
  expect(rowOf(verifiedRecord(seen, ['other']))).toEqual([
    'came with the cookie session, no given secret fits',
    '携带了 Cookie session，给出的密钥都不匹配',
  ]);
});

test('the facts about the session follow from the check', async () => {
  const verified = verifiedRecord(await record(), ['right']);
  expect(verified).toMatchObject({
    verdict: { kind: 'accepted', sid: null, secretNumber: 1 },
    sessionBefore: { Username: 'Admin' },
    evidence: { format: 'flask', before: 'verified', after: 'unchanged', isSecretProved: true },
  });
});

test('records without a secret or a session cookie, and records of our server, do not change', async () => {
  const seen = await record();
  expect(verifiedRecord(seen, [])).toBe(seen);
  const without = await onlyRequest(harOf({ request: { headers: [{ name: 'Cookie', value: 'theme=dark' }] } }));
  expect(verifiedRecord(without, ['right'])).toBe(without);
  const own = aRecord({ id: 1, verdict: { kind: 'accepted', sid: 'A', secretNumber: 1 } });
  expect(verifiedRecord(own, ['right'])).toBe(own);
});
