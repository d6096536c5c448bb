/** Attacks raise a finding that names its evidence; the walk of the tutorial raises none. */
import type { Express } from 'express';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/contract/finding.ts';
import type { EngineName, RequestRecord } from '../../server/contract/log-entry.ts';
import type { SessionEngine } from '../../server/engines/engine.ts';
import { addTutorialRoutes } from '../../server/targets/built-in/tutorial-routes.ts';
import { type ObservedSite, observeSite } from '../support/site-with-engines.ts';
import { Visitor } from '../support/visitor.ts';

const engines: readonly EngineName[] = ['server-side', 'client-side'];
const cookieNames = { 'server-side': 'sid', 'client-side': 'session' } as const;

/** The site of the tutorial, with routes that renew the session id, begin a session and fill one. */
function routes(app: Express, engine: SessionEngine): void {
  addTutorialRoutes(app, engine);
  app.get('/renew', async (req, res) => {
    await engine.sessionOf(req).regenerate();
    res.end();
  });
  app.get('/begin', (req, res) => {
    engine.sessionOf(req).set('language', 'en');
    res.end();
  });
  app.get('/fill/:bytes', (req, res) => {
    engine.sessionOf(req).set('filling', noise(Number(req.params.bytes)));
    res.end();
  });
}

/** Text that does not get smaller when it is compressed, the same in every run. */
function noise(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
}

async function siteOf(engine: EngineName): Promise<ObservedSite> {
  const site = await observeSite(routes);
  site.settings.engine = engine;
  return site;
}

async function walk(visitor: Visitor, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) await visitor.get(path);
}

async function findingsOf(site: ObservedSite, id: number): Promise<readonly Finding[]> {
  return (await site.records(id)).find((record) => record.id === id)?.findings ?? [];
}

async function allFindings(site: ObservedSite, count: number): Promise<readonly Finding[]> {
  return (await site.records(count)).flatMap(({ findings }) => findings);
}

const alice = { id: 'outside:Alice', name: 'Alice', kind: 'outside' };
const mallory = { id: 'outside:Mallory', name: 'Mallory', kind: 'outside' };

describe.each(engines)('%s', (engine) => {
  const cookieName = cookieNames[engine];

  it('the walk of the tutorial raises no finding: set, get, pop, get, set again, get', async () => {
    const site = await siteOf(engine);
    const [one, other] = [new Visitor(site.origin, 'Alice'), new Visitor(site.origin, 'Bob')];
    for (const visitor of [one, other]) {
      await walk(visitor, '/getsession', '/setsession', '/getsession', '/popsession', '/getsession', '/setsession');
      await walk(visitor, '/setsession', '/getsession', '/popsession', '/popsession', '/setsession', '/renew');
    }
    expect(await allFindings(site, 24)).toEqual([]);
  });

  it('two browsers that set the same data in the same second raise no finding', async () => {
    const site = await siteOf(engine);
    const visitors = ['Alice', 'Bob', 'Mallory'].map((name) => new Visitor(site.origin, name));
    await Promise.all(visitors.map((visitor) => visitor.get('/setsession')));
    await Promise.all(visitors.map((visitor) => visitor.get('/getsession')));
    expect(await allFindings(site, 6)).toEqual([]);
  });

  it('a hijack raises a finding, with the request that gave the cookie out', async () => {
    const site = await siteOf(engine);
    const [owner, thief] = [new Visitor(site.origin, 'Alice'), new Visitor(site.origin, 'Mallory')];
    await walk(owner, '/setsession', '/getsession');
    await walk(thief, '/getsession');
    thief.plant(cookieName, owner.cookie(cookieName));
    await walk(thief, '/getsession');
    await walk(owner, '/getsession');
    expect(await findingsOf(site, 4)).toEqual([{ kind: 'hijack', requestIds: [1, 4], givenTo: alice }]);
    expect((await allFindings(site, 5)).length).toBe(1);
  });

  it('a stolen cookie that is refused after the logout of its owner is not a hijack', async () => {
    const site = await siteOf(engine);
    const [owner, thief] = [new Visitor(site.origin, 'Alice'), new Visitor(site.origin, 'Mallory')];
    await walk(owner, '/setsession');
    thief.plant(cookieName, owner.cookie(cookieName));
    await walk(owner, '/renew');
    await walk(thief, '/getsession');
    const kinds = (await findingsOf(site, 3)).map(({ kind }) => kind);
    // A client-side cookie cannot be taken back, so its old copy is accepted.
    expect(kinds).toEqual(engine === 'server-side' ? [] : ['hijack']);
  });

  it('a forged cookie raises a finding: one character changed, the signature cut off, a value made up', async () => {
    const site = await siteOf(engine);
    const visitor = new Visitor(site.origin, 'Mallory');
    await walk(visitor, '/setsession');
    const good = visitor.cookie(cookieName);
    const last = good.at(-2) === 'A' ? 'B' : 'A';
    for (const forged of [`${good.slice(0, -2)}${last}${good.at(-1)}`, good.slice(0, good.lastIndexOf('.')), 'admin']) {
      visitor.plant(cookieName, forged);
      await walk(visitor, '/getsession');
    }
    const records = await site.records(4);
    for (const record of records.slice(1)) {
      expect(record.findings).toEqual([{ kind: 'forged-cookie', requestIds: [record.id], reason: refusalIn(record) }]);
    }
    expect(records[1]?.verdict.kind).toBe('bad-signature');
  });

  it('a genuine cookie that is refused for its age or its end raises no finding', async () => {
    const site = await siteOf(engine);
    site.settings.clientSide = { ...site.settings.clientSide, permanentLifetimeSeconds: 0 };
    const visitor = new Visitor(site.origin, 'Alice');
    await walk(visitor, '/setsession');
    const [first] = await site.records(1);
    if (first?.sidAfter) await new Promise<void>((done) => site.store.destroy(first.sidAfter ?? '', () => done()));
    site.settings.clientSide = { ...site.settings.clientSide, permanentLifetimeSeconds: -1 };
    await walk(visitor, '/getsession');
    const [, second] = await site.records(2);
    expect(second?.verdict.kind).toBe(engine === 'server-side' ? 'unknown-sid' : 'expired');
    expect(second?.findings).toEqual([]);
  });

  it('a hijack of a session that began before a restart raises a finding, known from the log', async () => {
    const before = await siteOf(engine);
    const owner = new Visitor(before.origin, 'Alice');
    await walk(owner, '/setsession');
    const [issued] = await before.records(1);
    const after = await observeSite(routes, { recall: () => (issued === undefined ? [] : [{ ...issued, id: 0 }]) });
    after.settings.engine = engine;
    if (issued?.sidAfter) await carryOver(before, after, issued.sidAfter);
    const thief = new Visitor(after.origin, 'Mallory');
    thief.plant(cookieName, owner.cookie(cookieName));
    await walk(thief, '/getsession');
    expect(await findingsOf(after, 1)).toEqual([{ kind: 'hijack', requestIds: [0, 1], givenTo: alice }]);
  });
});

it('a client-side cookie of 6 kB causes a finding at the request that sets it, and one that fits does not', async () => {
  const site = await siteOf('client-side');
  const visitor = new Visitor(site.origin, 'Alice');
  await walk(visitor, '/fill/2500', '/fill/6000');
  const [fits, tooLarge] = await site.records(2);
  const sent = tooLarge?.setCookie ?? '';
  const bytes = sent.split(';')[0]?.replace('=', '').length ?? 0;
  expect(bytes).toBeGreaterThan(4_096);
  expect(fits?.findings).toEqual([]);
  const refusals = [{ code: 'too-large', bytes }];
  expect(tooLarge?.findings).toEqual([{ kind: 'cookie-not-kept', requestIds: [2], name: 'session', refusals }]);
});

it('a cookie with SameSite=None but without Secure causes a finding, because browsers refuse it', async () => {
  const site = await siteOf('server-side');
  const { serverSide } = site.settings;
  site.settings.serverSide = { ...serverSide, cookie: { ...serverSide.cookie, sameSite: 'none' } };
  await walk(new Visitor(site.origin, 'Alice'), '/setsession');
  const refusals = [{ code: 'none-not-secure' }];
  expect(await allFindings(site, 1)).toEqual([{ kind: 'cookie-not-kept', requestIds: [1], name: 'sid', refusals }]);
});

it('6 kB in a server-side session raise no finding, since the cookie holds only the id', async () => {
  const site = await siteOf('server-side');
  await walk(new Visitor(site.origin, 'Alice'), '/fill/6000');
  expect(await allFindings(site, 1)).toEqual([]);
});

it('a login into a session that another client planted raises the finding of session fixation', async () => {
  const site = await siteOf('server-side');
  const [attacker, victim] = [new Visitor(site.origin, 'Mallory'), new Visitor(site.origin, 'Alice')];
  await walk(attacker, '/begin');
  victim.plant('sid', attacker.cookie('sid'));
  await walk(victim, '/setsession');
  expect(await findingsOf(site, 2)).toEqual([
    { kind: 'hijack', requestIds: [1, 2], givenTo: mallory },
    { kind: 'sid-unchanged', requestIds: [1, 2], keys: ['Username'], knownTo: mallory },
  ]);
});

it('a login with a new id causes no finding of fixation, nor does one whose old id no other client knows', async () => {
  const site = await siteOf('server-side');
  const [attacker, victim, other] = ['Mallory', 'Alice', 'Bob'].map((name) => new Visitor(site.origin, name));
  if (attacker === undefined || victim === undefined || other === undefined) throw new Error('three visitors');
  await walk(attacker, '/begin');
  victim.plant('sid', attacker.cookie('sid'));
  await walk(victim, '/renew', '/setsession');
  await walk(other, '/begin', '/setsession');
  expect((await allFindings(site, 5)).map(({ kind }) => kind)).toEqual(['hijack']);
});

function refusalIn({ verdict }: RequestRecord): string {
  return verdict.kind === 'malformed' ? verdict.reason : verdict.kind;
}

/** Puts a session of one site's store into that of another. */
function carryOver(from: ObservedSite, to: ObservedSite, sid: string): Promise<void> {
  return new Promise((resolve, reject) => {
    from.store.get(sid, (error, data) => {
      if (error || !data) reject(error ?? new Error('no such session'));
      else to.store.set(sid, data, () => resolve());
    });
  });
}
