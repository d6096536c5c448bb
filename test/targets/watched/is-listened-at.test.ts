import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'vitest';
import { isListenedAt } from '../../../server/targets/watched/is-listened-at.ts';
import { needs, where } from '../../support/where.ts';

/** The answer while a program listens at a port of this address, and when it has stopped. */
async function answersAt(host: string): Promise<(boolean | null)[]> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const during = await isListenedAt(port);
  server.close();
  await once(server, 'close');
  return [during, await isListenedAt(port)];
}

where(needs.linux)('a port is listened at for as long as a program listens there', async () => {
  expect(await answersAt('127.0.0.1')).toEqual([true, false]);
});

where(needs.ipv6)('a port of ::1 is listened at, too, where the system tells', async () => {
  const expected = process.platform === 'linux' ? [true, false] : [null, null];
  expect(await answersAt('::1')).toEqual(expected);
});
