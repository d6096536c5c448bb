import { expect, test } from 'vitest';
import { nameSays } from '../../server/cookie/session-name.ts';
import { harOf, onlyRequest, opened } from './reading.ts';

const SIGNED = 's%3Ak7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE.l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw';
const SID = 'k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE';

test('a header with a list of values has a line for each', async () => {
  const headers = [{ name: 'Set-Cookie', value: ['theme=dark; Path=/', `connect.sid=${SIGNED}; Path=/`] }];
  expect(await onlyRequest(harOf({ response: { headers } }))).toMatchObject({
    sidAfter: SID,
    responseHeaders: [
      ['Set-Cookie', 'theme=dark; Path=/'],
      ['Set-Cookie', `connect.sid=${SIGNED}; Path=/`],
    ],
  });
});

test('attributes of a listed cookie count as set where they are texts', async () => {
  const cookies = [{ name: 'connect.sid', value: SIGNED, httpOnly: 'true', secure: 'false' }];
  expect((await onlyRequest(harOf({ response: { cookies } }))).setCookie).toBe(`connect.sid=${SIGNED}; HttpOnly`);
});

test.each([0, false])('a method of %s is unknown, and reported', async (method) => {
  const { about, entries } = await opened(harOf({ request: { method } }));
  expect(entries).toMatchObject([{ method: null }]);
  expect(about.parts).toMatchObject([{ how: 'unknown', member: 'request.method' }]);
});

test.each(['symfony', 'frontend'])('%s is the name of a session', (name) => {
  expect(nameSays(name)).toBe('session');
});

test('known_sign_in, which GitLab keeps for two weeks, is not the session', () => {
  expect(nameSays('known_sign_in')).toBe('other');
});
