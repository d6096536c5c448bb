import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { cookieCircumstancesOf } from '../../renderer/model/cookie-rule.ts';
import { rules as english } from '../../renderer/strings/en/story.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { rules as chinese } from '../../renderer/strings/zh/story.ts';
import type { Judgment } from '../../server/contract/decision.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/raw-socket.ts';
import { runInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

async function running() {
  const inspector = await runInspector();
  onTestFinished(() => inspector.stop());
  const api = await apiClient(inspector.inspector);
  const newest = async (count: number): Promise<RequestRecord> => {
    const requests = await eventually(async () => {
      const found = await inspector.requests();
      expect(found).toHaveLength(count);
      return found;
    });
    const record = requests.at(-1);
    if (record === undefined) throw new Error('No request was recorded.');
    return record;
  };
  return { ...inspector, newest, change: (serverSide: object) => api.tell('settings.change', { serverSide }) };
}

function aboutCookie({ decision }: RequestRecord): Judgment {
  const judgment = decision.find(({ question }) => question === 'set-cookie');
  if (judgment === undefined) throw new Error('Nothing was decided about the cookie.');
  return judgment;
}

const story = (record: RequestRecord, rules = english) =>
  phraseText(rules[aboutCookie(record).rule](aboutCookie(record)));

const none = { optionsOfSession: null, isProxyUntrusted: false };

test('a cookie that goes out with the options of its session says which, and that they are kept', async () => {
  const { siteUrl, change, newest } = await running();
  const alice = new Visitor(siteUrl);
  await alice.get('/setsession');
  expect(cookieCircumstancesOf(await newest(1))).toEqual(none);

  await change({ rolling: true, cookie: { sameSite: 'strict', httpOnly: false, maxAgeMs: 60_000 } });
  await alice.get('/getsession');
  const old = await newest(2);
  // What express-session really sent: the options with which the session began.
  expect(old.setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(cookieCircumstancesOf(old)).toEqual({ ...none, optionsOfSession: 'maxAge, sameSite, httpOnly' });
  expect(story(old)).toContain(
    'These options are from the time when the session began: maxAge, sameSite, httpOnly. express-session keeps',
  );
  expect(story(old, chinese)).toContain('express-session 把 Cookie 的选项保存在会话里');

  await new Visitor(siteUrl).get('/setsession');
  const fresh = await newest(3);
  expect(fresh.setCookie).toMatch(/SameSite=Strict/);
  expect(cookieCircumstancesOf(fresh)).toEqual(none);

  // A new id is a new session, with the options of now.
  await alice.send('POST', '/session/regenerate', { headers: { Origin: siteUrl } });
  const renewed = await newest(4);
  expect(renewed.setCookie).toMatch(/SameSite=Strict/);
  expect(cookieCircumstancesOf(renewed)).toEqual(none);
});

test('a session that began without an expiry keeps being without one, and says so when it changes', async () => {
  const { siteUrl, change, newest } = await running();
  const alice = new Visitor(siteUrl);
  await change({ cookie: { maxAgeMs: 60_000, secure: 'auto' } });
  await alice.get('/setsession');
  await change({ cookie: { maxAgeMs: null } });
  await alice.get('/popsession');
  const popped = await newest(2);
  expect(popped.setCookie).toContain('Expires=');
  expect(aboutCookie(popped).rule).toBe('cookie-expiry-moved');
  expect(cookieCircumstancesOf(popped)).toEqual({ ...none, optionsOfSession: 'maxAge' });
});

test('a Secure cookie that is withheld although a proxy said https names the header and trust proxy', async () => {
  const { siteUrl, change, newest, port } = await running();
  await change({ cookie: { secure: true } });
  const request = readFileSync(new URL('../fixtures/cases/x02-secure-behind-a-proxy.http', import.meta.url), 'latin1');
  await exchange(port, request);
  const withheld = await newest(1);
  expect(withheld.setCookie).toBeNull();
  expect(aboutCookie(withheld)).toMatchObject({
    rule: 'cookie-withheld-insecure',
    inputs: { forwardedProto: 'https', trustProxy: false },
  });
  expect(story(withheld)).toBe(
    'the cookie is Secure, and this request came over plain http. The X-Forwarded-Proto: https that came does not ' +
      'count, because the app does not trust a proxy (trust proxy)',
  );
  expect(story(withheld, chinese)).toContain('没有信任代理（trust proxy）');
  expect(cookieCircumstancesOf(withheld)).toEqual({ ...none, isProxyUntrusted: true });

  const headers = ['HTTPS , http', 'http', 'http, https', 'quic', ''];
  const isTold = [true, false, false, false, false];
  for (const [place, value] of headers.entries()) {
    await new Visitor(siteUrl).send('GET', '/setsession', { headers: { 'X-Forwarded-Proto': value } });
    const record = await newest(place + 2);
    expect([value, cookieCircumstancesOf(record).isProxyUntrusted]).toEqual([value, isTold[place]]);
    expect(aboutCookie(record).rule).toBe('cookie-withheld-insecure');
  }
});

test('with auto the header decides nothing either, and the cookie that is not Secure says so', async () => {
  const { siteUrl, change, newest } = await running();
  const sent = () => new Visitor(siteUrl).send('GET', '/setsession', { headers: { 'X-Forwarded-Proto': 'https' } });
  await sent();
  expect(cookieCircumstancesOf(await newest(1))).toEqual(none);
  await change({ cookie: { secure: 'auto' } });
  await sent();
  const record = await newest(2);
  expect(record.setCookie).not.toContain('Secure');
  expect(cookieCircumstancesOf(record)).toEqual({ ...none, isProxyUntrusted: true });
});
