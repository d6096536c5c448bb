import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/contract/finding.ts';
import { type ObservedSite, observeSite } from '../support/site-with-engines.ts';
import { Visitor } from '../support/visitor.ts';

/** The findings of the request with this id, once its record is there. */
async function findingsOf(site: ObservedSite, id: number): Promise<Finding[]> {
  return (await site.records(id)).find((record) => record.id === id)?.findings ?? [];
}

/** The raw session object, as a handler that does not use our handle sees it. */
function rawSession(req: Request): Record<string, unknown> {
  return req.session as unknown as Record<string, unknown>;
}

describe('findings', () => {
  it('shows the update that is lost when two requests of one session overlap', async () => {
    const bothLoaded = barrier(2);
    const site = await observeSite((app, engine) => {
      app.get('/start', (req, res) => {
        engine.sessionOf(req).set('n', 1);
        res.end();
      });
      app.get('/both/:key', async (req, res) => {
        engine.sessionOf(req).set(req.params.key, 'kept?');
        await bothLoaded();
        res.end();
      });
    });
    const visitor = new Visitor(site.origin);
    await visitor.get('/start');
    await Promise.all([visitor.get('/both/a'), visitor.get('/both/b')]);
    const [, first, second] = await site.records(3);
    const lost = [...(first?.findings ?? []), ...(second?.findings ?? [])];
    expect(lost).toEqual([{ kind: 'lost-update', requestIds: [first?.id, second?.id], keys: [firstKey(first?.url)] }]);
    expect(JSON.parse((await visitor.get('/start')).body || 'null')).toBeNull();
  });

  it('reports no finding for requests that follow each other', async () => {
    const site = await observeSite((app, engine) => {
      app.get('/set/:key', (req, res) => {
        engine.sessionOf(req).set(req.params.key, 1);
        res.end();
      });
    });
    const visitor = new Visitor(site.origin);
    for (const key of ['a', 'b', 'a', 'c']) await visitor.get(`/set/${key}`);
    expect((await site.records(4)).flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('shows a session that is saved again after it was destroyed', async () => {
    const destroyed = barrier(2);
    const site = await observeSite((app, engine) => {
      app.get('/start', (req, res) => {
        engine.sessionOf(req).set('n', 1);
        res.end();
      });
      app.get('/slow', async (req, res) => {
        engine.sessionOf(req).set('n', 2);
        await destroyed();
        res.end();
      });
      app.get('/logout', async (req, res) => {
        await engine.sessionOf(req).destroy();
        res.end();
        void destroyed();
      });
    });
    const visitor = new Visitor(site.origin);
    await visitor.get('/start');
    const slow = visitor.get('/slow');
    await site.records(1);
    await Promise.all([slow, visitor.get('/logout')]);
    const records = await site.records(3);
    const revived = records.find(({ url }) => url === '/slow');
    const logout = records.find(({ url }) => url === '/logout');
    expect(revived?.findings).toEqual([
      { kind: 'revived', requestIds: [logout?.id, revived?.id], sid: revived?.sidAfter },
    ]);
  });

  it('shows a change inside a value that client-side mode will not keep', async () => {
    const site = await observeSite((app, engine) => {
      app.get('/start', (req, res) => {
        engine.sessionOf(req).set('cart', ['tea']);
        res.end();
      });
      app.get('/nested', (req, res) => {
        (engine.sessionOf(req).get('cart') as string[]).push('cake');
        res.end();
      });
    });
    site.settings.engine = 'client-side';
    const visitor = new Visitor(site.origin);
    await visitor.get('/start');
    await visitor.get('/nested');
    expect(await findingsOf(site, 2)).toEqual([{ kind: 'silent-mutation', requestIds: [2], keys: ['cart'] }]);
  });

  it('shows edits that are dropped with `req.session = null`', async () => {
    const site = await observeSite((app, engine) => {
      app.get('/start', (req, res) => {
        engine.sessionOf(req).set('n', 1);
        res.end();
      });
      app.get('/drop', (req, res) => {
        engine.sessionOf(req).set('n', 2);
        (req as { session: unknown }).session = null;
        res.end();
      });
    });
    const visitor = new Visitor(site.origin);
    await visitor.get('/start');
    await visitor.get('/drop');
    expect(await findingsOf(site, 2)).toEqual([{ kind: 'silent-mutation', requestIds: [2], keys: ['n'] }]);
  });

  it('shows a session that was saved twice in one request', async () => {
    const site = await observeSite((app) => {
      app.get('/', (req, res) => {
        rawSession(req).n = 1;
        req.session.save(() => {
          rawSession(req).n = 2;
          res.end();
        });
      });
    });
    await new Visitor(site.origin).get('/');
    expect(await findingsOf(site, 1)).toEqual([{ kind: 'saved-twice', requestIds: [1], count: 2 }]);
  });

  it('reports a row that no client can reach, because a Secure cookie was withheld on plain http', async () => {
    const site = await observeSite((app, engine) => {
      app.get('/', (req, res) => {
        engine.sessionOf(req).set('n', 1);
        res.end();
      });
    });
    site.settings.serverSide = {
      ...site.settings.serverSide,
      cookie: { ...site.settings.serverSide.cookie, secure: true },
    };
    await new Visitor(site.origin).get('/');
    const [record] = await site.records(1);
    expect(record?.setCookie).toBeNull();
    expect(record?.findings).toEqual([{ kind: 'orphan-saved', requestIds: [1], sid: record?.sidAfter }]);
  });

  it('shows a session cookie that came twice, and no fault in cookies of other apps', async () => {
    const site = await observeSite((app) => {
      app.get('/', (_req, res) => void res.end());
    });
    const visitor = new Visitor(site.origin);
    await visitor.send('GET', '/', { headers: { Cookie: 'connect.sid=theirs; session=other-engine' } });
    await visitor.send('GET', '/', {
      headers: { Cookie: 'connect.sid=theirs; sid=one; session=other-engine; sid=two' },
    });
    expect(await findingsOf(site, 1)).toEqual([]);
    const [, record] = await site.records(2);
    expect(record?.findings).toContainEqual({ kind: 'cookie-repeated', requestIds: [2], name: 'sid', count: 2 });
    expect(record?.receivedCookies).toEqual([
      { name: 'connect.sid', value: 'theirs', role: 'foreign', problems: [] },
      { name: 'sid', value: 'one', role: 'session', problems: [] },
      { name: 'session', value: 'other-engine', role: 'other-engine', problems: [] },
      { name: 'sid', value: 'two', role: 'session', problems: ['duplicate'] },
    ]);
  });

  it('says so when only the cookie of the engine came that is switched off', async () => {
    const site = await observeSite((app, engine) => {
      app.get('/', (req, res) => {
        engine.sessionOf(req).set('n', 1);
        res.end();
      });
    });
    const visitor = new Visitor(site.origin);
    await visitor.get('/');
    site.settings.engine = 'client-side';
    await visitor.get('/');
    const [, second] = await site.records(2);
    expect(second?.verdict).toEqual({ kind: 'wrong-engine', cookieName: 'sid' });
  });
});

/** A function that resolves, for each of its callers, when it has been called this often. */
function barrier(callers: number): () => Promise<void> {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let arrived = 0;
  return () => {
    if (++arrived === callers) open();
    return opened;
  };
}

function firstKey(url: string | undefined): string {
  return url?.split('/').at(-1) ?? '';
}
