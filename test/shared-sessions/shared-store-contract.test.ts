import { describe } from 'vitest';
import { describeSessionStoreContract } from '../support/session-store-contract.ts';
import { newPlace, sharedStore } from '../support/shared-stores.ts';
import { needs, titleWhere } from '../support/where.ts';

describe.runIf(needs.redis.isMet)(titleWhere(needs.redis, 'our store on Redis'), () => {
  describeSessionStoreContract('SharedSessionStore', () => sharedStore(newPlace('redis')).store);
});

describe.runIf(needs.postgres.isMet)(titleWhere(needs.postgres, 'our store on PostgreSQL'), () => {
  describeSessionStoreContract('SharedSessionStore', () => sharedStore(newPlace('postgres')).store);
});
