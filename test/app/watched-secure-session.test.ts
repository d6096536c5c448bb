import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { send } from '../support/http.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { ask, recorded, tell, watch } from '../support/watched.ts';

/** Made by libsodium (PyNaCl 1.5: argon2id.kdf and SecretBox) from this password and the plugin's salt. */
const PASSWORD = 'a password of more than thirty-two characters';
const KEY = 'hex:a00fba05d09582c8ca50ffd9436a23e34edf9c1ff9b0d081729cb1a22f8ec6f1';
const VALUE =
  'Mb+z9763deT7G+gSrqKIZXw/wk8hEzt7wSLFlJ/xt1rZycsDhfkRrpfRS1bCfRiA6WfJ5h8J;AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';
const cookie = `session=${encodeURIComponent(VALUE)}`;

/** An app that sends the cookie of a session, as @fastify/secure-session writes it. */
async function secureApp(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('Set-Cookie', `${cookie}; Path=/; HttpOnly`).end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const opened = {
  verdict: { kind: 'accepted', sid: null, secretNumber: 1 },
  sessionBefore: { Username: 'Admin' },
  evidence: { format: 'fastify-secure-session', before: 'verified', after: 'verified' },
};

test('the live log opens sessions of @fastify/secure-session with the key that was given', async () => {
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, await secureApp());
  await send(open ?? '', '/', { headers: { Cookie: cookie } });
  const [sealed] = await recorded(inspector, id, 1);
  expect(sealed).toMatchObject({
    verdict: { kind: 'not-verifiable', why: 'encrypted' },
    sessionBefore: null,
    evidence: { format: 'fastify-secure-session', before: 'encrypted' },
  });
  await tell(inspector, 'secrets.add', { text: KEY }, id);
  await send(open ?? '', '/', { headers: { Cookie: cookie } });
  const records = await recorded(inspector, id, 2);
  expect(records[1]).toMatchObject(opened);
});

// Argon2id takes 256 MiB and a second, or more on a busy machine.
test('with the password the requests are verified once its key is derived', { timeout: 240_000 }, async () => {
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, await secureApp(), { secrets: [PASSWORD] });
  await send(open ?? '', '/', { headers: { Cookie: cookie } });
  await recorded(inspector, id, 1);
  // The window waits for the same key.
  const input = { text: cookie, name: null, secrets: [], usesSiteSecrets: true, format: 'fastify-secure-session' };
  expect(await tell(inspector, 'cookies.decode', input, id)).toMatchObject({
    decoded: { payload: { Username: 'Admin' }, signatureMatches: true, secretNumber: 1 },
  });
  await send(open ?? '', '/', { headers: { Cookie: cookie } });
  const records = await recorded(inspector, id, 2);
  expect(records[1]).toMatchObject(opened);
  expect(JSON.stringify(await ask(inspector, 'watch.list'))).not.toContain(PASSWORD);
});
