import { expect, onTestFinished, test } from 'vitest';
import { openSite } from '../../server/targets/movable-site.ts';

async function siteForTest(graceMs = 500) {
  const site = await openSite(
    async (req, res) => {
      if (req.url === '/slow') await new Promise((resolve) => setTimeout(resolve, 200));
      res.end('here');
    },
    0,
    graceMs,
  );
  onTestFinished(() => site.close());
  return site;
}

const ask = (port: number, path = '/') => fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.text());

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const other = await siteForTest();
  await other.close();
  return other.port;
}

test('answers at the new port and no longer at the old one', async () => {
  const site = await siteForTest();
  const old = site.port;
  const wanted = await freePort();
  await site.moveTo(wanted);
  expect([site.port, site.wantedPort]).toEqual([wanted, wanted]);
  expect(await ask(wanted)).toBe('here');
  await expect(ask(old)).rejects.toThrow();
});

test('a request under way ends where it began', async () => {
  const site = await siteForTest();
  const answer = ask(site.port, '/slow');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await site.moveTo(await freePort());
  expect(await answer).toBe('here');
});

test('where the port is taken, the next free one is used, and the wanted one is remembered', async () => {
  const taken = await siteForTest();
  const site = await siteForTest();
  await site.moveTo(taken.port);
  expect(site.wantedPort).toBe(taken.port);
  expect(site.port).toBeGreaterThan(taken.port);
  expect(await ask(site.port)).toBe('here');
});

test('moving to the present port changes nothing; moves run one after the other', async () => {
  const site = await siteForTest();
  const here = site.port;
  await site.moveTo(here);
  expect(site.port).toBe(here);
  const wanted = await freePort();
  await Promise.all([site.moveTo(0), site.moveTo(wanted), site.moveTo(here)]);
  expect(site.port).toBe(here);
  expect(await ask(here)).toBe('here');
  await expect(ask(wanted)).rejects.toThrow();
});

test('after closing the site does not listen, even if a move was running', async () => {
  const site = await siteForTest(0);
  const wanted = await freePort();
  const moving = site.moveTo(wanted);
  await site.close();
  await moving;
  await expect(ask(wanted)).rejects.toThrow();
});
