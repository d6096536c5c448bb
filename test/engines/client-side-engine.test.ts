import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type RunningInspector, runInspector } from '../support/running-inspector.ts';
import { type RealFlask, runFlaskTutorial } from './real-flask-app.ts';

const secret = 'one secret for both';
const secondPop = 5;
const walk = ['/getsession', '/setsession', '/getsession', '/setsession', '/popsession', '/popsession', '/getsession'];

/** What a browser notices of an answer; the cookie without its value, which holds the time of signing. */
interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | null;
  readonly vary: string | null;
  readonly setCookie: string | null;
}

let ours: RunningInspector;
let flask: RealFlask;

beforeAll(async () => {
  [ours, flask] = await Promise.all([
    runInspector({ engine: 'client-side', secrets: [secret] }),
    runFlaskTutorial(secret),
  ]);
});
afterAll(async () => {
  await Promise.all([ours.stop(), flask.stop()]);
});

describe('the client-side engine beside real Flask', () => {
  it('answers the walk through the tutorial with the same status, bodies and session headers', async () => {
    expect(await walkThrough(ours.siteUrl)).toEqual(asSinceFlask313(await walkThrough(flask.origin), flask.version));
  });

  it('mints cookies that Flask accepts, and accepts the cookies that Flask mints', async () => {
    const minted = await visit(ours.siteUrl, '/setsession', null);
    const mintedByFlask = await visit(flask.origin, '/setsession', null);
    expect((await visit(flask.origin, '/getsession', minted.cookie)).answer.body).toBe('Welcome Admin');
    expect((await visit(ours.siteUrl, '/getsession', mintedByFlask.cookie)).answer.body).toBe('Welcome Admin');
  });

  it('refuses a cookie with one character changed, as Flask does', async () => {
    const { cookie } = await visit(flask.origin, '/setsession', null);
    const forged = (cookie as string).replace('eyJ', 'eyK');
    expect((await visit(flask.origin, '/getsession', forged)).answer.body).toBe('Welcome Anonymous');
    expect((await visit(ours.siteUrl, '/getsession', forged)).answer.body).toBe('Welcome Anonymous');
    await eventually(async () => {
      const [record] = (await ours.requests()).slice(-1);
      expect(record?.verdict).toEqual({ kind: 'bad-signature', sid: null, secretsTried: 1 });
    });
  });
});

/**
 * Since 3.1.3 every use of the session counts as an access, so also the pop of a key that is not there makes the
 * answer vary by cookie (GHSA-68rp-wp8r-4726). We follow that; an older Flask left it out there, and nowhere else on
 * this walk.
 */
function asSinceFlask313(answers: Answer[], version: string): Answer[] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major > 3 || (major === 3 && (minor > 1 || (minor === 1 && patch >= 3)))) return answers;
  return answers.map((answer, index) => (index === secondPop ? { ...answer, vary: 'Cookie' } : answer));
}

async function walkThrough(origin: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  let cookie: string | null = null;
  for (const path of walk) {
    const visited = await visit(origin, path, cookie);
    answers.push(visited.answer);
    cookie = visited.cookie;
  }
  return answers;
}

/** One visit of a browser that holds at most this cookie; hands over the cookie it holds afterwards. */
async function visit(origin: string, path: string, cookie: string | null) {
  const response = await fetch(origin + path, { headers: cookie === null ? {} : { cookie } });
  const line = response.headers.getSetCookie()[0] ?? null;
  const [pair = '', ...attributes] = line?.split('; ') ?? [];
  const isDeleted = attributes.includes('Max-Age=0');
  const answer: Answer = {
    status: response.status,
    body: await response.text(),
    contentType: response.headers.get('content-type'),
    vary: response.headers.get('vary'),
    setCookie: line === null ? null : [pair.split('=')[0], isDeleted ? 'deleted' : 'set', ...attributes].join('; '),
  };
  return { answer, cookie: line === null ? cookie : isDeleted ? null : pair };
}
