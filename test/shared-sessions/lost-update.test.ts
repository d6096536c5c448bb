import { describe, expect } from 'vitest';
import { cookieName, sessionSite } from '../support/observed-site.ts';
import { newPlace, sharedKinds, sharedStore } from '../support/shared-stores.ts';
import { Visitor } from '../support/visitor.ts';
import { where } from '../support/where.ts';

/** A server whose requests to /slow wait between loading the session and changing it. */
async function serverOn(place: ReturnType<typeof newPlace>) {
  const { store } = sharedStore(place);
  let arrived: () => void = () => {};
  let goOn: () => void = () => {};
  const isSlow = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const mayGoOn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const site = await sessionSite(
    (app, engine) => {
      app.get('/set/:key/:value', async (req, res) => {
        if (req.query.slow !== undefined) {
          arrived();
          await mayGoOn;
        }
        engine.sessionOf(req).set(req.params.key, req.params.value);
        res.end('done');
      });
      app.get('/', (req, res) => void res.json(engine.sessionOf(req).list()));
    },
    { store },
  );
  return { site, visitor: new Visitor(site.url), isSlow, goOn: () => goOn() };
}

describe.each(sharedKinds)('a lost update between two servers with their sessions in %s', (kind, need) => {
  where(need)('is a finding of the request that wrote the old value back, with both versions', async () => {
    const place = newPlace(kind);
    const [one, two] = [await serverOn(place), await serverOn(place)];
    await one.visitor.get('/set/user/Alice');
    two.visitor.plant(cookieName, one.visitor.cookie(cookieName));
    const slow = one.visitor.get('/set/colour/red?slow');
    await one.isSlow;
    await two.visitor.get('/set/size/XL');
    one.goOn();
    await slow;
    expect(JSON.parse((await two.visitor.get('/')).body)).toEqual({ user: 'Alice', colour: 'red' });

    const [first, lossy] = await one.site.recorded(2);
    expect(first?.storeOperations.at(-1)).toMatchObject({ op: 'set', version: 1 });
    expect(first?.storeOperations.at(-1)).not.toHaveProperty('replaced');
    expect(lossy?.storeOperations).toMatchObject([
      { op: 'get', version: 1 },
      { op: 'set', version: 3, replaced: { version: 2, keys: ['size'] } },
    ]);
    expect(lossy?.findings).toEqual([
      {
        kind: 'lost-update',
        requestIds: [lossy?.id],
        keys: ['size'],
        elsewhere: { readVersion: 1, replacedVersion: 2 },
      },
    ]);
    const [other] = await two.site.recorded(2);
    expect(other?.findings).toEqual([]);
  });

  where(need)('is not found where the later save keeps what the other server has changed', async () => {
    const place = newPlace(kind);
    const [one, two] = [await serverOn(place), await serverOn(place)];
    await one.visitor.get('/set/user/Alice');
    two.visitor.plant(cookieName, one.visitor.cookie(cookieName));
    const slow = one.visitor.get('/set/size/XL?slow');
    await one.isSlow;
    await two.visitor.get('/set/size/XL');
    one.goOn();
    await slow;
    const [, later] = await one.site.recorded(2);
    expect(later?.storeOperations.at(-1)).toMatchObject({ replaced: { version: 2, keys: [] } });
    expect(later?.findings).toEqual([]);
  });
});
