import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { CountingClient } from '../support/crash-cycles.ts';
import { eventually } from '../support/eventually.ts';
import { postgresServer } from '../support/postgres-server.ts';
import { redisServer } from '../support/redis-server.ts';
import { sharedKinds } from '../support/shared-stores.ts';
import { type Serving, serveOptions, serving, spawnCommand } from '../support/spawned-command.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';
import { where } from '../support/where.ts';

const howMany = 16;

describe.each(sharedKinds)('two processes of the site with their sessions in %s', (kind, need) => {
  where(need)('kill -9 of either loses nothing that was answered to 16 clients, who go on at the other', async () => {
    const store = await (kind === 'redis' ? redisServer() : postgresServer());
    const folder = tempDir();
    const secretFile = join(folder, 'secret.txt');
    writeFileSync(secretFile, 'the secret of both servers\n');
    let starts = 0;
    const serve = async (): Promise<Serving> => {
      const options = ['--store', store.url, '--secret-file', secretFile];
      const running = spawnCommand(serveOptions(join(folder, `data-${++starts}`), ...options), folder);
      onTestFinished(async () => {
        running.process.kill('SIGKILL');
        await running.ended;
      });
      return serving(running);
    };
    const clients = Array.from({ length: howMany }, (_, n) => new CountingClient(`client-${n}`));
    let [doomed, other] = await Promise.all([serve(), serve()]);
    for (let round = 1; round <= 2; round++) {
      const before = clients.map(({ promised }) => promised);
      const counting = clients.map((client) => client.countUp(doomed.ready.site));
      await eventually(() => {
        for (const [n, { promised }] of clients.entries()) expect(promised).toBeGreaterThan((before[n] ?? 0) + 5);
      });
      doomed.process.kill('SIGKILL');
      await Promise.all(counting);
      for (const client of clients) {
        const visitor = new Visitor(other.ready.site);
        const [name = '', value = ''] = client.cookie.split('=');
        visitor.plant(name, value);
        const found = Object.values((await visitor.list()) as Record<string, number>)[0] ?? 0;
        expect(found).toBeGreaterThanOrEqual(client.promised);
        expect(found).toBeLessThanOrEqual(client.asked);
        client.promised = found;
      }
      await doomed.ended;
      [doomed, other] = [other, await serve()];
    }
  });
});
