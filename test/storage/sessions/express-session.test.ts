/**
 * The behaviours of express-session 1.19.0, with our store and, as the measure, with its own. They are tried again with
 * session-inspector/express, which must not change any of them. Its suite has 160 tests
 * (142 in test/session.js, 18 in test/cookie.js at commit 2c9512f); each of them is a behaviour here, in our words.
 * Ours differs in none of them.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { endOfTheAnswer, moreOfAnswers, savedBeforeTheEnd } from './express-session/answers.ts';
import type { Behaviours } from './express-session/behaviours.ts';
import { cookieClass } from './express-session/cookie-class.ts';
import { cookieAsFunction, pathOfTheCookie } from './express-session/cookie-option.ts';
import * as identity from './express-session/identity.ts';
import { moreOfRequests, requests } from './express-session/requests.ts';
import * as saving from './express-session/saving.ts';
import { proxyOption, sameSiteAuto, secureAuto } from './express-session/secure-requests.ts';
import * as cookies from './express-session/session-cookie.ts';
import * as methods from './express-session/session-object.ts';
import { beginToListen, newTrial, storesOfTrials } from './express-session/trial.ts';

/** Our group, how many tests the same group of that suite has, and the behaviours. */
const groups: readonly (readonly [string, number, Behaviours])[] = [
  ['a request and its session', 16, requests],
  ['a session that is saved before the answer is whole', 5, savedBeforeTheEnd],
  ['a sid that is not in the store', 2, identity.unknownSids],
  ['a sid that is not signed properly', 2, identity.badSignatures],
  ['a session that has expired', 3, identity.expiredSessions],
  ['a stored session without a cookie', 1, identity.sessionsWithoutCookie],
  ['the option proxy', 7, proxyOption],
  ['the option cookie: path', 6, pathOfTheCookie],
  ['the option cookie: secure auto', 4, secureAuto],
  ['the option cookie: a function', 2, cookieAsFunction],
  ['the option cookie: sameSite auto', 11, sameSiteAuto],
  ['the option genid', 5, identity.genidOption],
  ['the option key', 2, identity.keyOption],
  ['the option name', 2, identity.nameOption],
  ['the option rolling', 5, saving.rollingOption],
  ['the option resave', 6, saving.resaveOption],
  ['the option saveUninitialized', 6, saving.saveUninitializedOption],
  ['the option secret', 6, identity.secretOption],
  ['the option unset', 5, saving.unsetOption],
  ['the end of the answer', 3, endOfTheAnswer],
  ['req.session', 5, methods.sessionOfRequest],
  ['req.session.destroy', 1, methods.destroyMethod],
  ['req.session.regenerate', 1, methods.regenerateMethod],
  ['req.session.reload', 3, methods.reloadMethod],
  ['req.session.save', 4, methods.saveMethod],
  ['req.session.touch', 1, methods.touchMethod],
  ['req.session.cookie', 7, cookies.cookieOfSession],
  ['req.session.cookie.originalMaxAge', 3, cookies.originalMaxAges],
  ['req.session.cookie.secure', 2, cookies.secureMember],
  ['req.session.cookie.maxAge', 3, cookies.maxAgeMember],
  ['req.session.cookie.expires', 4, cookies.expiresMember],
  ['req.session.cookie.partitioned', 3, cookies.partitionedMember],
  ['a store that answers within the call', 2, saving.answersWithinTheCall],
  ['cookies that a cookie parser has read', 4, identity.cookieParser],
  ['the class Cookie', 18, cookieClass],
];

/** What that suite does not name. */
const more: readonly (readonly [string, Behaviours])[] = [
  ['more of requests', moreOfRequests],
  ['more of answers', moreOfAnswers],
  ['more of cookies', cookies.moreOfCookies],
];

beforeEach((context) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
  // express-session prints warnings for missing options. They are received here, so that they do not appear on the
  // terminal.
  const hear = () => {};
  process.on('deprecation' as never, hear);
  context.onTestFinished(() => void process.off('deprecation', hear));
});
afterEach(() => void vi.useRealTimers());

test('each of the 160 behaviours of express-session is here, group by group', () => {
  expect(groups.map(([name, , behaviours]) => [name, Object.keys(behaviours).length])).toEqual(
    groups.map(([name, count]) => [name, count]),
  );
  const names = groups.flatMap(([, , behaviours]) => Object.keys(behaviours));
  expect([names.length, new Set(names).size]).toEqual([160, 160]);
});

let stopListening = async () => {};
beforeAll(async () => {
  stopListening = await beginToListen();
});
afterAll(() => stopListening());

describe.each(storesOfTrials)('express-session with %s', (_, makeStore, module) => {
  for (const [group, behaviours] of [...groups.map(([name, , table]) => [name, table] as const), ...more]) {
    describe(group, () => {
      test.each(Object.entries(behaviours))('%s', async (_name, tryIt) => {
        await tryIt(newTrial(makeStore(), module));
      });
    });
  }
});
