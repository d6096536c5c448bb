import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SessionData } from '../../../server/contract/json.ts';
import { DEFAULT_MAX_AGE_SECONDS, openFlask, signFlask } from '../../../server/cookie/flask/flask-cookie.ts';
import { fromPythonBase64 } from '../../../server/cookie/formats/parts/python-base64.ts';
import { needs, titleWhere, where } from '../../support/where.ts';
import { askRealFlask, type RealFlaskAnswer, type RealFlaskJob } from './real-flask.ts';
import { anySession, longSession } from './session-arbitraries.ts';

const NOW = 1_790_000_000;
const SECRETS = ['new secret', 'old secret', 'pâte à sel'];
/** In the order of itsdangerous. */
const REVERSED = SECRETS.toReversed();

type Minted = { data: SessionData; secretNumber: number; cookie: string };
let minted: Minted[] = [];

beforeAll(async () => {
  const sessions = [
    ...fc.sample(anySession, { numRuns: 400, seed: 1 }),
    ...fc.sample(longSession, { numRuns: 200, seed: 2 }),
  ];
  const jobs = sessions.map((data, index): RealFlaskJob => {
    const secret = SECRETS[index % SECRETS.length] ?? '';
    return { do: 'sign', data, secrets: [secret], now: NOW };
  });
  const answers = await askRealFlask(jobs);
  minted = sessions.map((data, index) => ({
    data,
    secretNumber: (index % SECRETS.length) + 1,
    cookie: answers[index]?.cookie ?? '',
  }));
});

describe.runIf(needs.flask.isMet)(titleWhere(needs.flask, '600 cookies minted by real Flask'), () => {
  test('are accepted, with the number of the secret and every value as it was', () => {
    const age = { nowSeconds: NOW + 5, maxAgeSeconds: DEFAULT_MAX_AGE_SECONDS };
    for (const { cookie, data, secretNumber } of minted) {
      expect(openFlask(cookie, SECRETS, age)).toEqual({ kind: 'ok', secretNumber, signedAtMs: NOW * 1000, data });
    }
    expect(minted.filter(({ cookie }) => cookie.startsWith('.')).length).toBeGreaterThan(150);
  });

  test('our signed cookies equal those of Flask byte for byte', () => {
    for (const { cookie, data, secretNumber } of minted) {
      expect(signFlask(data, SECRETS.slice(secretNumber - 1), NOW)).toBe(cookie);
    }
  });

  test('are judged as real Flask judges them when forged, cut, moved in time or signed with another secret', async () => {
    const jobs = minted.flatMap(({ cookie }, index) => forgeries(cookie, index));
    const answers = await askRealFlask(jobs);
    const verdicts = jobs.map((job) => ourAnswer(job));
    expect(verdicts).toEqual(answers.map(verdictOf));
    const counts = Map.groupBy(verdicts, ({ kind }) => kind);
    expect([...counts.keys()].sort()).toEqual(['bad-signature', 'from-the-future', 'ok', 'too-old']);
    expect(counts.get('ok')?.length).toBeGreaterThan(300);
  });
});

where(needs.flask)('real Flask accepts our cookies and reads the same values', async () => {
  const sessions = [
    ...fc.sample(anySession, { numRuns: 300, seed: 3 }),
    ...fc.sample(longSession, { numRuns: 100, seed: 4 }),
  ];
  const jobs = sessions.map(
    (data): RealFlaskJob => ({
      do: 'open',
      cookie: signFlask(data, SECRETS, NOW),
      secrets: REVERSED,
      now: NOW,
      maxAge: 60,
    }),
  );
  const answers = await askRealFlask(jobs);
  expect(answers).toEqual(sessions.map((data) => ({ kind: 'ok', data })));
});

where(needs.flask)('base64 is decoded as in Python, even if it is invalid', async () => {
  const texts = fc.sample(
    fc.oneof(
      fc.string({ unit: fc.constantFrom('A', 'b', '9', '-', '_', '+', '/', '=', '=', '.', ' ', 'é'), maxLength: 12 }),
      fc.base64String({ maxLength: 12 }),
    ),
    { numRuns: 3000, seed: 5 },
  );
  const answers = await askRealFlask(texts.map((text): RealFlaskJob => ({ do: 'base64', text })));
  expect(texts.map((text) => fromPythonBase64(text)?.toString('hex') ?? null)).toEqual(answers.map(({ hex }) => hex));
});

/** One cookie in the ways in which it can be wrong, and in some in which it is still right. */
function forgeries(cookie: string, index: number): RealFlaskJob[] {
  const position = (index * 31) % cookie.length;
  const lastDot = cookie.lastIndexOf('.');
  const middleDot = cookie.lastIndexOf('.', lastDot - 1);
  const flipped = cookie.slice(0, position) + flip(cookie[position] ?? '') + cookie.slice(position + 1);
  const month = 31 * 24 * 60 * 60;
  const open = (text: string, now: number, maxAge = month): RealFlaskJob => {
    return { do: 'open', cookie: text, secrets: REVERSED, now, maxAge };
  };
  return [
    open(cookie, NOW),
    open(flipped, NOW),
    open(cookie.slice(0, -1), NOW),
    open(cookie.slice(1), NOW),
    open(`${cookie}=`, NOW),
    open(cookie.slice(0, -1) + nextInAlphabet(cookie.at(-1) ?? ''), NOW),
    open(cookie.slice(0, middleDot) + cookie.slice(lastDot), NOW),
    open(`${cookie.slice(0, middleDot)}.${cookie.slice(lastDot)}`, NOW),
    open(cookie, NOW + month),
    open(cookie, NOW + month + 1),
    open(cookie, NOW - 1),
    { do: 'open', cookie, secrets: ['another secret'], now: NOW, maxAge: month },
  ];
}

function flip(character: string): string {
  return character === 'A' ? 'B' : 'A';
}

/** The last character of a signature has two unused bits, so its neighbour often decodes to the same bytes. */
function nextInAlphabet(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[(alphabet.indexOf(character) + 1) % 64] ?? '';
}

function ourAnswer(job: RealFlaskJob) {
  if (job.do !== 'open') throw new Error('not a cookie to open');
  const opened = openFlask(job.cookie, job.secrets.toReversed(), { nowSeconds: job.now, maxAgeSeconds: job.maxAge });
  if (opened.kind === 'ok') return { kind: 'ok', data: opened.data };
  if (opened.kind === 'expired') return { kind: 'too-old' };
  // Flask calls a cookie without a timestamp badly signed.
  if (opened.kind === 'malformed') return { kind: 'bad-signature' };
  return { kind: opened.kind };
}

function verdictOf({ kind, data }: RealFlaskAnswer) {
  return kind === 'ok' ? { kind, data } : { kind };
}
