import { expect, onTestFinished } from 'vitest';
import { send } from '../support/http.ts';
import { runFlaskTutorial } from '../support/real-flask-app.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { recorded, watch } from '../support/watched.ts';
import { needs, where } from '../support/where.ts';

const secret = 'a secret of the learner';

async function flask() {
  const app = await runFlaskTutorial(secret);
  onTestFinished(app.stop);
  return app;
}

/** Set, get, pop and get again, as a browser with one jar sends them. */
async function walk(open: string): Promise<string[]> {
  const bodies: string[] = [];
  let cookie = '';
  for (const path of ['/setsession', '/getsession', '/popsession', '/getsession']) {
    const { body, setCookies } = await send(open, path, { headers: cookie === '' ? {} : { Cookie: cookie } });
    bodies.push(body);
    for (const line of setCookies) cookie = line.includes('Max-Age=0') ? '' : (line.split(';')[0] ?? '');
  }
  return bodies;
}

where(needs.flask)(
  'the tutorial of a learner, on real Flask: its answers, and its session before and after each request',
  async () => {
    const app = await flask();
    const { inspector } = await inspectorForTest();
    const { id, open } = await watch(inspector, app.origin);
    expect(await walk(open ?? '')).toEqual([
      'The session has been Set',
      'Welcome Admin',
      'Session Deleted',
      'Welcome Anonymous',
    ]);
    const records = await recorded(inspector, id, 4);
    expect(records.map(({ url, sessionBefore, sessionAfter }) => [url, sessionBefore, sessionAfter])).toEqual([
      ['/setsession', null, { Username: 'Admin' }],
      ['/getsession', { Username: 'Admin' }, { Username: 'Admin' }],
      ['/popsession', { Username: 'Admin' }, null],
      ['/getsession', null, null],
    ]);
    expect(records.map(({ verdict }) => verdict.kind)).toEqual(['none', 'not-verifiable', 'not-verifiable', 'none']);
    expect(records.map(({ evidence }) => [evidence?.before, evidence?.after])).toEqual([
      ['no-cookie', 'decoded'],
      ['decoded', 'unchanged'],
      ['decoded', 'deleted'],
      ['no-cookie', 'no-cookie'],
    ]);
    // Nothing is known of what the app read or wrote.
    for (const record of records) {
      expect(record).toMatchObject({ engine: null, cookieName: 'session', operations: [], storeOperations: [] });
      expect(record.upstream).toMatchObject({
        address: app.origin.replace('http://', ''),
        changes: [{ what: 'http-version' }],
      });
    }
  },
);

where(needs.flask)(
  "with the app's secret a cookie is verified, and a forged cookie or a wrong secret is reported",
  async () => {
    const app = await flask();
    const { inspector } = await inspectorForTest();
    const { id, open } = await watch(inspector, app.origin, { secrets: ['not this one', secret] });
    await walk(open ?? '');
    const forged = 'session=eyJVc2VybmFtZSI6IkFkbWluIn0.awz-Nw.AAAAAAAAAAAAAAAAAAAAAAAAAAA';
    await send(open ?? '', '/getsession', { headers: { Cookie: forged } });
    const records = await recorded(inspector, id, 5);
    expect(records.map(({ findings }) => findings.map(({ kind }) => kind))).toEqual([
      [],
      [],
      [],
      [],
      ['forged-cookie'],
    ]);
    expect(records.map(({ verdict }) => verdict)).toEqual([
      { kind: 'none' },
      { kind: 'accepted', sid: null, secretNumber: 2 },
      { kind: 'accepted', sid: null, secretNumber: 2 },
      { kind: 'none' },
      { kind: 'bad-signature', sid: null, secretsTried: 2 },
    ]);
    expect(records.map(({ evidence }) => evidence?.before)).toEqual([
      'no-cookie',
      'verified',
      'verified',
      'no-cookie',
      'decoded',
    ]);
  },
);

where(needs.flask)('with a wrong secret no cookie is called forged, because the secret may be wrong', async () => {
  const app = await flask();
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, app.origin, { secrets: ['not this one'] });
  await walk(open ?? '');
  const records = await recorded(inspector, id, 4);
  expect(records[1]).toMatchObject({
    verdict: { kind: 'bad-signature', secretsTried: 1 },
    sessionBefore: { Username: 'Admin' },
    evidence: { before: 'decoded', isSecretProved: false },
    findings: [],
  });
});
