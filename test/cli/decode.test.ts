import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { signFlask } from '../../server/cookie/flask/flask-cookie.ts';
import { askRealFlask } from '../cookie/flask/real-flask.ts';
import { anySession, longSession } from '../cookie/flask/session-arbitraries.ts';
import { needs, where } from '../support/where.ts';

const FLASK = 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8';
const EXPRESS = 's%3ABh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8.hXhPs8q9AN4ATeh2KrjuzvSbJA7cqbkP5cUUT34bZKA';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));

const KEYS_SHOWN =
  'Under “derivation” are keys made from your secret. Whoever has a key can sign or open cookies: share the output without them.\n';

type Ended = { status: number | null; stdout: string; stderr: string };

/** Runs the command as the process it is, with this on its standard input. */
function run(argv: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...argv], { stdio: ['pipe', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

async function decode(...argv: string[]) {
  const { status, stdout, stderr } = await run(['decode', ...argv]);
  const verdict = JSON.parse(stdout);
  const hasKeys = verdict.derivation?.some(({ step }: { step: string }) => /key$/.test(step)) ?? false;
  expect(stderr).toBe(hasKeys ? KEYS_SHOWN : '');
  return { status, ...verdict };
}

/** Each line of the answer to these lines, which may be objects or texts. */
async function decodeLines(lines: readonly (object | string)[], ...argv: string[]) {
  const input = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  const { status, stdout, stderr } = await run(['decode', '--stdin', ...argv], input);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout === ''
    ? []
    : stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
}

describe('decode COOKIE', () => {
  test('says on stderr that the output has keys of the secret, if it has', async () => {
    const [withSecret, without] = await Promise.all([
      run(['decode', '--secret', 'CHANGEME', FLASK]),
      run(['decode', FLASK]),
    ]);
    expect(withSecret.stdout).toContain('"step": "key"');
    expect(withSecret.stderr).toBe(KEYS_SHOWN);
    expect(without.stdout).not.toContain('"step": "key"');
    expect(without.stderr).toBe('');
  });

  test('prints the verdict on a cookie that is valid, and ends with status 0', async () => {
    const { stdout } = await run(['decode', '--secret', 'other', '--secret', 'CHANGEME', FLASK]);
    const verdict = JSON.parse(stdout);
    expect(Object.keys(verdict).slice(0, 5)).toEqual(['format', 'valid', 'payload', 'reason', 'explanation']);
    expect(verdict).toMatchObject({
      format: 'flask',
      valid: true,
      payload: { logged_in: false },
      reason: null,
      secretNumber: 2,
    });
    expect(await decode('--secret', 'CHANGEME', FLASK)).toMatchObject({ status: 0 });
  });

  test('ends with status 1 and the reason if the cookie is not valid', async () => {
    expect(await decode(FLASK)).toMatchObject({
      status: 1,
      valid: null,
      reason: 'no-secret',
      payload: { logged_in: false },
    });
    expect(await decode('--secret', 'nope', FLASK)).toMatchObject({ status: 1, valid: false, reason: 'bad-signature' });
    const sid = 'sessionid=abcdefghijklmnopqrstuvwxyz012345';
    expect(await decode(sid)).toMatchObject({ status: 1, valid: null, reason: 'opaque' });
    const koa = await decode('koa.sess=eyJhIjoxfQ==');
    expect(koa).toMatchObject({ valid: null, explanation: expect.stringMatching(/^Format: koa-session\. /) });
    expect(await decode('nothing known')).toMatchObject({ status: 1, format: null, reason: 'not-recognised' });
  });

  test.each([
    ['a bare value', [EXPRESS], null],
    ['a pair', [`connect.sid=${EXPRESS}`], 'connect.sid'],
    ['a Cookie header', [`Cookie: lang=de; connect.sid=${EXPRESS}`], 'connect.sid'],
    ['a Set-Cookie header', [`Set-Cookie: connect.sid=${EXPRESS}; Path=/; HttpOnly`], 'connect.sid'],
    ['a pair with a semicolon', [`connect.sid=${EXPRESS};`], 'connect.sid'],
    ['a curl command', [`curl 'http://localhost:5000/' -H 'Cookie: lang=de; connect.sid=${EXPRESS}'`], 'connect.sid'],
    ['a block of headers', [`GET / HTTP/1.1\nHost: x\nCookie: connect.sid=${EXPRESS}`], 'connect.sid'],
    ['a line of cookies.txt', [`#HttpOnly_localhost\tFALSE\t/\tFALSE\t0\tconnect.sid\t${EXPRESS}`], 'connect.sid'],
    ['a value with its name apart', ['--name', 'sid', EXPRESS], 'sid'],
  ])('takes %s', async (_, argv, name) => {
    const verdict = await decode('--secret', 'Shh, its a secret!', ...argv);
    expect(verdict).toMatchObject({
      status: 0,
      format: 'express-session',
      valid: true,
      name,
      payload: 'Bh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8',
    });
  });

  test('finds the single changed character', async () => {
    const verdict = await decode('--secret', 'CHANGEME', FLASK.replace('eyJsb2', 'eyJsc2'));
    expect(verdict).toMatchObject({ status: 1, reason: 'tampered', edit: { offset: 4, found: 'c', expected: 'b' } });
    const [answer] = await decodeLines([
      { cookie: FLASK.replace('eyJsb2', 'eyJsc2'), secrets: ['CHANGEME'], findsEdit: true },
    ]);
    expect(answer).toMatchObject({ reason: 'tampered', edit: { offset: 4 } });
  });

  test('lists the other cookies of a header', async () => {
    const { cookies } = await decode('--secret', 'CHANGEME', `lang=de; session=${FLASK}`);
    expect(cookies).toEqual([
      { name: 'lang', format: null, valid: false, reason: 'not-recognised' },
      { name: 'session', format: 'flask', valid: true, reason: null },
    ]);
  });

  test('reads a cookie in a given format, limits the age, tries weak secrets and reads secrets from a file', async () => {
    expect(await decode('--format', 'jwt', FLASK)).toMatchObject({ format: 'jwt', status: 1 });
    expect(await decode('--max-age', '60', '--secret', 'CHANGEME', FLASK)).toMatchObject({
      status: 1,
      reason: 'expired',
    });
    expect(await decode('--weak', FLASK)).toMatchObject({ status: 1, weakSecret: 'CHANGEME' });
    const folder = mkdtempSync(join(tmpdir(), 'decode-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'secrets'), 'first\nCHANGEME\n');
    expect(await decode('--secret-file', join(folder, 'secrets'), FLASK)).toMatchObject({ status: 0, secretNumber: 2 });
  });

  test.each([
    [[], 'Give a cookie to decode, or --stdin.'],
    [['a', 'b'], 'Give one cookie; put it in quotes if it has spaces or semicolons.'],
    [['--stdin', 'a'], '--stdin reads the cookies from standard input; give none here.'],
    [['--nope', 'a'], "Unknown option '--nope'."],
    [['--max-age', 'soon', 'a'], '--max-age takes a number of seconds, not “soon”.'],
    [['--format', 'soup', 'a'], '--format takes'],
    [['--secret-file', '/nowhere/at/all', 'a'], 'The secret file /nowhere/at/all cannot be read'],
  ])('%j is a bad option: status 2 and one line on stderr', async (argv, message) => {
    const { status, stdout, stderr } = await run(['decode', ...argv]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});

describe('decode --stdin', () => {
  test('gives one object a line, in order, each with its own secrets', async () => {
    const answers = await decodeLines(
      [
        { cookie: FLASK, secrets: ['CHANGEME'] },
        { cookie: FLASK, secrets: ['nope'] },
        { cookie: EXPRESS, name: 'connect.sid', secrets: ['a', 'Shh, its a secret!'] },
        { cookie: FLASK },
        { cookie: FLASK, secrets: ['CHANGEME'], maxAgeSeconds: 60, nowMs: 1547409093_000 },
        { cookie: FLASK, format: 'jwt', name: null, nowMs: null },
      ],
      '--secret',
      'for every line',
    );
    expect(answers.map(({ format, valid, reason, secretsTried }) => [format, valid, reason, secretsTried])).toEqual([
      ['flask', true, null, 2],
      ['flask', false, 'bad-signature', 2],
      ['express-session', true, null, 3],
      ['flask', false, 'bad-signature', 1],
      ['flask', true, null, 2],
      ['jwt', false, 'algorithm-mismatch', 1],
    ]);
  });

  test('answers an invalid line with an error, and continues', async () => {
    const answers = await decodeLines([
      'no JSON',
      '',
      '[]',
      'null',
      '{"cookie":1}',
      '{"cookie":"a","secrets":"not a list"}',
      '{"cookie":"a","format":"soup"}',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      '{"__proto__":{"cookie":"x"}}',
      { cookie: FLASK, secrets: ['CHANGEME'] },
    ]);
    expect(answers.slice(0, -1).map(({ valid, reason, line }) => [valid, reason, line])).toEqual(
      Array.from({ length: 9 }, (_, index) => [false, 'bad-input', index + 1]),
    );
    expect(answers.every(({ error }, index) => index === 9 || typeof error === 'string')).toBe(true);
    expect(answers.at(-1)).toMatchObject({ valid: true });
  });

  test('takes lines that end in CRLF, a last line without an end, and no lines at all', async () => {
    expect(await decodeLines([])).toEqual([]);
    const line = JSON.stringify({ cookie: FLASK, secrets: ['CHANGEME'] });
    const { stdout } = await run(['decode', '--stdin'], `${line}\r\n${line}`);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  test('answers each line immediately while the input stays open', async () => {
    const child = spawn(process.execPath, [cli, 'decode', '--stdin'], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill());
    const answer = async (request: object) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const [chunk] = await once(child.stdout, 'data');
      return JSON.parse(String(chunk));
    };
    expect(await answer({ cookie: FLASK })).toMatchObject({ reason: 'no-secret' });
    expect(await answer({ cookie: FLASK, secrets: ['CHANGEME'] })).toMatchObject({ valid: true });
  });

  test('breaks lines at line feeds only: JSON may hold other separators as they are', async () => {
    const [answer] = await decodeLines([`{"cookie":"a\u2028b\u2029c","name":"x"}`]);
    expect(answer).toMatchObject({ rawValue: 'a\u2028b\u2029c' });
  });

  test('answers a line of ten megabytes and the next one', async () => {
    const answers = await decodeLines([{ cookie: 'A'.repeat(10_000_000) }, { cookie: FLASK }]);
    expect(answers.map(({ reason }) => reason)).toEqual(['bad-input', 'no-secret']);
  });

  test('survives any text', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 200 }), { numRuns: 500, seed: 1 });
    const lines = texts.flatMap((text) => [{ cookie: text, name: text, secrets: [text] }, text.replaceAll('\n', ' ')]);
    expect(await decodeLines(lines)).toHaveLength(1000);
  });

  test('does not fill a pipe that is closed early', async () => {
    const child = spawn(process.execPath, [cli, 'decode', '--stdin'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end(`${JSON.stringify({ cookie: FLASK })}\n`.repeat(3000));
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).not.toContain('at ');
  });
});

where(needs.flask)(
  '400 cookies minted by real Flask, valid and forged, are judged without a mistake',
  async () => {
    const now = Math.floor(Date.now() / 1000) - 5;
    const sessions = [
      ...fc.sample(anySession, { numRuns: 250, seed: 11 }),
      ...fc.sample(longSession, { numRuns: 150, seed: 12 }),
    ];
    const secrets = ['tutorial secret', 'rotated secret'];
    const minted = await askRealFlask(
      sessions.map((data, index) => ({ do: 'sign', data, secrets: [secrets[index % 2] ?? ''], now })),
    );
    const lines = minted.flatMap(({ cookie = '' }, index) => {
      const at = (index * 17) % cookie.length;
      const flipped = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
      return [
        { cookie, secrets },
        { cookie: flipped, name: 'session', secrets },
        { cookie: `session=${cookie}`, secrets: ['another secret'] },
        { cookie: cookie.slice(0, -1), name: 'session', secrets },
      ];
    });
    const judged = await askRealFlask(
      lines.map(({ cookie, secrets }) => {
        return {
          do: 'open',
          cookie: cookie.replace(/^session=/, ''),
          secrets: secrets.toReversed(),
          now: now + 5,
          maxAge: null,
        };
      }),
    );
    const answers = await decodeLines(lines);
    expect(answers.map(({ valid }) => valid === true)).toEqual(judged.map(({ kind }) => kind === 'ok'));
    for (const [index, { format, valid, payload }] of answers.entries()) {
      if (!valid) continue;
      expect(format).toBe('flask');
      expect(payload).toEqual(sessions[Math.floor(index / 4)]);
    }
    expect(answers.filter(({ valid }) => valid).length).toBeGreaterThanOrEqual(400);
    expect(answers.filter(({ valid }) => !valid).length).toBeGreaterThan(1000);
  },
  60_000,
);

test('a cookie signed a moment ago is in force', async () => {
  const cookie = signFlask({ user: 'ada' }, ['dev'], Date.now() / 1000);
  expect(await decode('--secret', 'dev', cookie)).toMatchObject({ status: 0, valid: true, notes: [] });
});

describe('a value of a session store', () => {
  const planted = 'gASVJQAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAdlY2hvIGhplIWUUpQu';

  test('is recognised and read, and a call that would run is named', async () => {
    expect(await decode('--encoding', 'auto', planted)).toMatchObject({
      status: 0,
      encoding: 'pickle',
      wrapping: ['base64'],
      payload: { $type: 'call', name: 'posix.system', arguments: ['echo hi'] },
      names: [{ name: 'posix.system', isDangerous: true }],
    });
  });

  test('is read from the bytes of a file, in the notation that is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'value-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'sess_1');
    writeFileSync(file, 'user|s:5:"Alice";n|i:3;');
    const read = await decode('--encoding', 'php-session', '--value-file', file);
    expect(read).toMatchObject({ status: 0, payload: { user: 'Alice', n: 3 }, wrapping: [] });
  });

  test('is said with its reason and its bytes if it is cut off', async () => {
    const cut = await decode('--encoding', 'auto', 'a:2:{i:0;s:5:"Al');
    expect(cut).toMatchObject({
      status: 1,
      encoding: 'php-serialize',
      payload: null,
      reason: 'cut',
      strings: [expect.any(String)],
    });
  });

  test('is found without --encoding if the text is not a cookie', async () => {
    expect(await decode('a:1:{s:1:"n";i:3;}')).toMatchObject({
      format: 'serialized-data',
      stored: { payload: { n: 3 } },
    });
  });

  test('has a notation that is known', async () => {
    const { status, stderr } = await run(['decode', '--encoding', 'yaml', 'x']);
    expect(status).toBe(2);
    expect(stderr).toContain('--encoding takes auto, json, msgpack, pickle');
  });
});
