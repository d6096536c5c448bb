import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { openSite } from '../../server/targets/movable-site.ts';
import { freePort } from '../support/free-port.ts';

async function siteForTest(graceMs = 500, handle: RequestListener = (_, res) => void res.end('here')) {
  const site = await openSite(handle, 0, graceMs);
  onTestFinished(() => site.close());
  return site;
}

const ask = (port: number) => fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text());

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
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const site = await siteForTest(20_000, async (_, res) => {
    arrived.resolve();
    await released.promise;
    res.end('here');
  });
  const answer = ask(site.port);
  await arrived.promise;
  await site.moveTo(await freePort());
  released.resolve();
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
  const here = await freePort();
  await site.moveTo(here);
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
