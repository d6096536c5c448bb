import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/raw-socket.ts';
import { type RealFlask, runFlaskTutorial } from '../support/real-flask-app.ts';
import { type RunningInspector, runInspector } from '../support/running-inspector.ts';
import { needs, titleWhere } from '../support/where.ts';

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
  // By default ours has another name, so that it ends no session of a Flask app on this host.
  await (await apiClient(ours.inspector)).tell('settings.change', { clientSide: { cookieName: 'session' } });
});
afterAll(async () => {
  await Promise.all([ours.stop(), flask.stop()]);
});

describe.runIf(needs.flask.isMet)(titleWhere(needs.flask, 'the client-side engine beside real Flask'), () => {
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

  it('finds its cookie in a Cookie header where Flask does', async () => {
    const value = await mintedValue();
    const cases = readFileSync(new URL('../fixtures/cases/f01-flask-cookie-header.txt', import.meta.url), 'utf8');
    const [quoted = ''] = cases.split('\n');
    const octal = value.replace('.', '\\056');
    const lines = [
      [quoted.replace('VALUE', value)],
      [`session="${octal}"`],
      [`session=${octal}`],
      [`  session \t=\t "${value}" ;`],
      [`session=${value}; session=x`],
      [`session=x; session=${value}`],
      [`session; session=${value}`],
      [`session=; session=${value}`],
      [`=x; session=${value}`],
      [`x="a; session=${value}`],
      [`x="a; session=${value}"`],
      [`x="a\\"; session=${value}"; session=${value}`],
      [`x=\u00e9; session=${value}`],
      [`session="${value}`],
      [`Session=${value}`],
      [`session=${value},x=1`],
      [`session=${value}%20`],
      ['x=1', `session=${value}`],
      [`session=${value}`, 'x=1'],
    ];
    for (const cookies of lines) {
      const theirs = await greeting(flask.origin, cookies);
      expect({ cookies, greeting: await greeting(ours.siteUrl, cookies) }).toEqual({ cookies, greeting: theirs });
    }
    expect(await greeting(ours.siteUrl, [quoted.replace('VALUE', value)])).toBe('Welcome Admin');
  });

  it('greets the same visitors as Flask, whatever surrounds the cookie', async () => {
    const value = await mintedValue();
    const piece = fc.constantFrom('x=1', '"', '"', ';', '; ', '; ', ' ', '\\', '=', 'session', 'session=', ',', 'a="b');
    const around = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(around, around, fc.constantFrom('', '"'), async (before, after, quote) => {
        const cookies = [`${before}session=${quote}${value}${quote}${after}`];
        const theirs = await greeting(flask.origin, cookies);
        expect(await greeting(ours.siteUrl, cookies)).toBe(theirs);
      }),
      { numRuns: 60 },
    );
  });

  it('records the cookie as it came, and says of one that Flask does not find that it was not read', async () => {
    const value = await mintedValue();
    await greeting(ours.siteUrl, [`session="${value}"`]);
    await eventually(async () => {
      const [record] = (await ours.requests()).slice(-1);
      expect(record).toMatchObject({
        cookieValue: `"${value}"`,
        verdict: { kind: 'accepted' },
        receivedCookies: [{ role: 'session', problems: [] }],
      });
    });
    await greeting(ours.siteUrl, [`x="a; session=${value}"`]);
    await eventually(async () => {
      const [record] = (await ours.requests()).slice(-1);
      expect(record).toMatchObject({
        cookieValue: null,
        verdict: { kind: 'none' },
        receivedCookies: [{ name: 'x' }, { role: 'session', problems: ['not-found-by-flask'] }],
      });
    });
  });
});

/** What a Flask cookie of Admin has for its value. */
async function mintedValue(): Promise<string> {
  const { cookie } = await visit(ours.siteUrl, '/setsession', null);
  return (cookie ?? '').slice('session='.length);
}

/** What a site answers to a request with these Cookie lines, byte for byte. */
async function greeting(origin: string, cookies: readonly string[]): Promise<string> {
  const lines = ['GET /getsession HTTP/1.0', 'Host: localhost', ...cookies.map((cookie) => `Cookie: ${cookie}`)];
  const answer = await exchange(Number(new URL(origin).port), `${lines.join('\r\n')}\r\n\r\n`);
  return answer.split('\r\n\r\n').slice(1).join('');
}

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
