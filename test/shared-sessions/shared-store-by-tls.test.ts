/** The contract of the session store once more, with every call over TLS and the certificate checked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { SharedPlace } from '../../server/shared-sessions/connection.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { startRedis } from '../support/redis-server.ts';
import { describeSessionStoreContract } from '../support/session-store-contract.ts';
import { placeAt, type SharedKind, sharedStore } from '../support/shared-stores.ts';
import { certificateIn, postgresTlsSettings, redisTlsOptions } from '../support/tls-servers.ts';
import { needs, titleWhere } from '../support/where.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'tls-'));

/** A server that takes the sessions by TLS alone, and a new, empty place on it for each test. */
function servedByTls(kind: SharedKind): () => SharedPlace {
  let url = '';
  let caFile = '';
  let places = 0;
  let remove: () => Promise<void> = async () => {};
  beforeAll(async () => {
    const [certificates, rules] = [newFolder(), newFolder()];
    const files = certificateIn(certificates);
    caFile = files.cert;
    const port = await freePort();
    const started =
      kind === 'redis'
        ? await startRedis(...redisTlsOptions(files, port))
        : // The user postgres may come without TLS, so that the test sees when the server has started.
          await startPostgres({ settings: postgresTlsSettings(files, rules, 'host all all 127.0.0.1/32 trust\n') });
    url = kind === 'redis' ? `rediss://localhost:${port}` : started.server.url.replace('127.0.0.1', 'localhost');
    remove = async () => {
      await started.remove();
      for (const folder of [certificates, rules]) rmSync(folder, { recursive: true, force: true });
    };
  }, 60_000);
  afterAll(() => remove());
  return () => {
    const prefix = kind === 'redis' ? `test:${++places}:` : `test_${++places}_`;
    return placeAt(kind, url, prefix, null, { name: 'localhost', caFile, acceptsAny: false });
  };
}

describe.runIf(needs.redis.isMet)(titleWhere(needs.redis, 'our store on Redis by TLS'), () => {
  const place = servedByTls('redis');
  describeSessionStoreContract('SharedSessionStore', () => sharedStore(place()).store);
});

describe.runIf(needs.postgres.isMet)(titleWhere(needs.postgres, 'our store on PostgreSQL by TLS'), () => {
  const place = servedByTls('postgres');
  describeSessionStoreContract('SharedSessionStore', () => sharedStore(place()).store);
});
