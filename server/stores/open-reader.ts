import { openFolderStore } from './folder-store.ts';
import type { StoreMapping } from './mappings.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { StorePlace } from './store-place.ts';
import type { StoreReader } from './store-reader.ts';

/** Opens a reader of a place. `mapping`: of databases, the kind whose table is read. Throws a StoreFault. */
export async function openReader(place: StorePlace, mapping: StoreMapping | null): Promise<StoreReader> {
  switch (place.transport) {
    case 'sqlite':
      return openSqliteStore(place.path, mapping?.shape ?? null, mapping?.clock ?? 'none');
    case 'folder':
      return openFolderStore(place.path);
    case 'redis': {
      const { openRedisStore } = await import('./redis-store.ts');
      return openRedisStore(place);
    }
    case 'postgres': {
      const { openPostgresStore } = await import('./postgres-store.ts');
      return openPostgresStore(place, mapping?.shape ?? null, mapping?.clock ?? 'none');
    }
    case 'mysql': {
      const { openMysqlStore } = await import('./mysql-store.ts');
      return openMysqlStore(place, mapping?.shape ?? null, mapping?.clock ?? 'none');
    }
    case 'memcached': {
      const { openMemcachedStore } = await import('./memcached-store.ts');
      return openMemcachedStore(place);
    }
  }
}

/** Whether the sessions are rows of a table, which has to be known before they can be read. */
export const isDatabase: Readonly<Record<StoreReader['transport'], boolean>> = {
  sqlite: true,
  postgres: true,
  mysql: true,
  redis: false,
  memcached: false,
  folder: false,
  app: false,
};
