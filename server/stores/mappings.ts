import type { Transport } from '../contract/store-evidence.ts';

/** How the id is written in the session cookie. */
export type IdInCookie =
  /** `s:ID.MAC`, percent-encoded. */
  | 'express'
  /** The id itself. */
  | 'plain'
  /** `s:ID.MAC`, or the id itself. The cookie shows which one it is. */
  | 'by-form'
  /** The id itself, or `ID.SIGNATURE` with USE_SIGNER. */
  | 'flask-session'
  /** Encrypted with APP_KEY. The cookie has a different text in every answer. */
  | 'laravel'
  /** The id in base64, with the name of a node behind a dot. */
  | 'spring';

/** How a key is derived from an id, apart from its prefix and suffix. */
export type KeyHash =
  | 'none'
  /** MD5 in hex of prefix and id. */
  | 'md5'
  /** `2::` and SHA-256 in hex of the id: the private id of Rack. */
  | 'rack-private';

/** How the value of a row is written. */
export type RowFormat =
  /** JSON of express-session, with its `cookie` inside. */
  | 'express-json'
  /** The notation is recognised by its bytes. */
  | 'recognised'
  /** Recognised by its bytes, and whether express-session or Django has written it. */
  | 'by-content'
  /** Four bytes of expiry, then a pickle (cachelib). */
  | 'cachelib-file'
  /** `!` and a pickle (cachelib). */
  | 'cachelib'
  /** A value that Django signed: base64 of JSON, a time, a signature. */
  | 'django-signed'
  /** A pickle of the expiry, then a pickle in zlib. */
  | 'django-file-cache'
  /** A text of PHP, of one of the three handlers. */
  | 'php-session'
  /** PHP or JSON, in base64, serialised twice, or encrypted with APP_KEY. */
  | 'laravel'
  /** An entry of ActiveSupport's cache. */
  | 'rails-cache'
  /** The fields of a hash, each written by Java. */
  | 'spring-hash';

/** Where the expiry of a row is stored. */
export type RowClock =
  | 'ttl'
  | 'seconds'
  | 'milliseconds'
  /** A time. Without a zone it is UTC. */
  | 'text'
  /** A time that the database made. Without a zone it is in the time zone of the database. */
  | 'server-time'
  /** A time, or a number. The size of the number shows whether it counts seconds or milliseconds. */
  | 'by-size'
  | 'modified'
  | 'within'
  | 'none';

/** The columns of a table of sessions. */
export interface TableShape {
  /** Of PostgreSQL: the schema of the table, unless a name without a schema leads to it. */
  readonly schema?: string;
  readonly table: string;
  readonly key: string;
  readonly value: string;
  readonly expiry: string | null;
}

/** One kind of session store of one framework: the way from the cookie to the row, and the content of the row. */
export interface StoreMapping {
  readonly name: string;
  readonly framework: string;
  readonly transport: Transport;
  /** The name of the cookie by default. */
  readonly cookie: string;
  readonly id: IdInCookie;
  readonly key: { readonly prefix: string; readonly hash: KeyHash; readonly suffix: string };
  readonly value: RowFormat;
  readonly clock: RowClock;
  /** Of databases. */
  readonly shape?: TableShape;
  /** The row may be written after the answer has left. */
  readonly savesLate?: true;
}

const plainKey = { prefix: '', hash: 'none', suffix: '' } as const;
const express = { framework: 'Express', cookie: 'connect.sid', id: 'express', value: 'express-json' } as const;
const flask = { framework: 'Flask', cookie: 'session', id: 'flask-session' } as const;
const django = { framework: 'Django', cookie: 'sessionid', id: 'plain' } as const;
const php = { framework: 'PHP', cookie: 'PHPSESSID', id: 'plain', value: 'php-session', savesLate: true } as const;
const laravel = { framework: 'Laravel', cookie: 'laravel_session', id: 'laravel', value: 'laravel' } as const;
const rack = { framework: 'Ruby on Rails', cookie: '_session_id', id: 'plain' } as const;

const under = (prefix: string, suffix = '') => ({ prefix, hash: 'none', suffix }) as const;
const hashed = (prefix: string, suffix = '') => ({ prefix, hash: 'md5', suffix }) as const;
const rackKey = (prefix: string) => ({ prefix, hash: 'rack-private', suffix: '' }) as const;
const table = (name: string, key: string, value: string, expiry: string | null): TableShape => ({
  table: name,
  key,
  value,
  expiry,
});

/**
 * Every known kind of store. Where two kinds fit, the more specific one comes first. The keys are those of the default
 * settings; another prefix that an app uses is found when the store is attached. Sources: the code of each package at
 * the named version.
 */
export const STORE_MAPPINGS: readonly StoreMapping[] = [
  // connect-redis 10.0.0, index.ts: touch is EXPIRE alone, so `cookie.expires` inside of the value may be older.
  { name: 'connect-redis', ...express, transport: 'redis', key: under('sess:'), clock: 'ttl' },
  // connect-pg-simple 10.0.0, table.sql: `expire` has no zone, and is filled by `to_timestamp`.
  {
    name: 'connect-pg-simple',
    ...express,
    transport: 'postgres',
    key: plainKey,
    clock: 'server-time',
    shape: table('session', 'sid', 'sess', 'expire'),
  },
  // express-mysql-session 3.0.3, schema.sql.
  {
    name: 'express-mysql-session',
    ...express,
    transport: 'mysql',
    key: plainKey,
    clock: 'seconds',
    shape: table('sessions', 'session_id', 'data', 'expires'),
  },
  // connect-sqlite3 0.9.18, lib/connect-sqlite3.js.
  {
    name: 'connect-sqlite3',
    ...express,
    transport: 'sqlite',
    key: plainKey,
    clock: 'milliseconds',
    shape: table('sessions', 'sid', 'sess', 'expired'),
  },
  // better-sqlite3-session-store 0.1.0, src/index.js.
  {
    name: 'better-sqlite3-session-store',
    ...express,
    transport: 'sqlite',
    key: plainKey,
    clock: 'text',
    shape: table('sessions', 'sid', 'sess', 'expire'),
  },
  // connect-session-knex 5.0.0, dist/index.js. It differs from connect-sqlite3 in the type of `expired`, which is a
  // datetime.
  {
    name: 'connect-session-knex',
    ...express,
    transport: 'sqlite',
    key: plainKey,
    clock: 'text',
    shape: table('sessions', 'sid', 'sess', 'expired'),
  },
  ...(['postgres', 'mysql'] as const).map(
    (transport): StoreMapping => ({
      name: `connect-session-knex-${transport}`,
      ...express,
      transport,
      key: plainKey,
      clock: 'text',
      shape: table('sessions', 'sid', 'sess', 'expired'),
    }),
  ),
  // connect-session-sequelize 8.0.6, lib/model.js.
  ...(['sqlite', 'postgres', 'mysql'] as const).map(
    (transport): StoreMapping => ({
      name: `connect-session-sequelize${transport === 'sqlite' ? '' : `-${transport}`}`,
      ...express,
      transport,
      key: plainKey,
      clock: 'text',
      shape: table('Sessions', 'sid', 'data', 'expires'),
    }),
  ),
  // session-file-store 1.5.0, lib/session-file-helpers.js.
  { name: 'session-file-store', ...express, transport: 'folder', key: under('', '.json'), clock: 'within' },
  // connect-memcached 3.0.0.
  { name: 'connect-memcached', ...express, transport: 'memcached', key: plainKey, clock: 'ttl' },
  // Flask-Session 0.8, redis.py: msgpack or JSON; pickle up to 0.6 and in Debian's 0.3.2.
  {
    name: 'flask-session-redis',
    ...flask,
    transport: 'redis',
    key: under('session:'),
    value: 'recognised',
    clock: 'ttl',
  },
  // Flask-Session 0.8 on cachelib 0.13, file.py: the name of a file is a hash, and the file does not name its id.
  {
    name: 'flask-session-filesystem',
    ...flask,
    transport: 'folder',
    key: hashed('session:'),
    value: 'cachelib-file',
    clock: 'within',
  },
  {
    name: 'flask-session-cachelib-redis',
    ...flask,
    transport: 'redis',
    key: under('session:'),
    value: 'cachelib',
    clock: 'ttl',
  },
  {
    name: 'flask-session-memcached',
    ...flask,
    transport: 'memcached',
    key: under('session:'),
    value: 'recognised',
    clock: 'ttl',
  },
  // Flask-Session 0.8, sqlalchemy.py: the column includes the prefix.
  ...(['sqlite', 'postgres', 'mysql'] as const).map(
    (transport): StoreMapping => ({
      name: `flask-session-sqlalchemy${transport === 'sqlite' ? '' : `-${transport}`}`,
      ...flask,
      transport,
      key: under('session:'),
      value: 'recognised',
      clock: 'text',
      shape: table('sessions', 'session_id', 'data', 'expiry'),
    }),
  ),
  // Flask-Session 0.8, postgresql.py.
  {
    name: 'flask-session-postgresql',
    ...flask,
    transport: 'postgres',
    key: under('session:'),
    value: 'recognised',
    clock: 'text',
    shape: table('flask_sessions', 'session_id', 'data', 'expiry'),
  },
  // Django 5.2, contrib/sessions.
  ...(['sqlite', 'postgres', 'mysql'] as const).map(
    (transport): StoreMapping => ({
      name: `django-db-${transport}`,
      ...django,
      transport,
      key: plainKey,
      value: 'django-signed',
      clock: 'text',
      shape: table('django_session', 'session_key', 'session_data', 'expire_date'),
    }),
  ),
  {
    name: 'django-file',
    ...django,
    transport: 'folder',
    key: under('sessionid'),
    value: 'django-signed',
    clock: 'modified',
  },
  ...(['redis', 'memcached'] as const).flatMap((transport): StoreMapping[] => {
    const suffix = transport === 'redis' ? '' : `-${transport}`;
    const cache = { ...django, transport, value: 'recognised', clock: 'ttl' } as const;
    return [
      { name: `django-cache${suffix}`, ...cache, key: under(':1:django.contrib.sessions.cache') },
      { name: `django-cached-db${suffix}`, ...cache, key: under(':1:django.contrib.sessions.cached_db') },
    ];
  }),
  {
    name: 'django-file-cache',
    ...django,
    transport: 'folder',
    key: hashed(':1:django.contrib.sessions.cache', '.djcache'),
    value: 'django-file-cache',
    clock: 'within',
  },
  // PHP 8.3, ext/session/mod_files.c; phpredis, redis_session.c; php-memcached.
  { name: 'php-files', ...php, transport: 'folder', key: under('sess_'), clock: 'modified' },
  { name: 'phpredis', ...php, transport: 'redis', key: under('PHPREDIS_SESSION:'), clock: 'ttl' },
  { name: 'symfony-redis', ...php, framework: 'Symfony', transport: 'redis', key: under('sf_s'), clock: 'ttl' },
  { name: 'php-memcached', ...php, transport: 'memcached', key: under('memc.sess.key.'), clock: 'ttl' },
  // Laravel 13, Session/*.php and Cache/RedisStore.php; the prefixes of 8 are those of Debian's package.
  { name: 'laravel-file', ...laravel, transport: 'folder', key: plainKey, clock: 'modified' },
  ...(['sqlite', 'postgres', 'mysql'] as const).map(
    (transport): StoreMapping => ({
      name: `laravel-database-${transport}`,
      ...laravel,
      transport,
      key: plainKey,
      clock: 'none',
      shape: table('sessions', 'id', 'payload', null),
    }),
  ),
  {
    name: 'laravel-redis',
    ...laravel,
    transport: 'redis',
    key: under('laravel-database-laravel-cache-'),
    clock: 'ttl',
  },
  {
    name: 'laravel-redis-8',
    ...laravel,
    transport: 'redis',
    key: under('laravel_database_laravel_cache:'),
    clock: 'ttl',
  },
  // rack-session 2.1, abstract/id.rb: the key is a hash of the cookie. activerecord-session_store 2.2.
  ...(['sqlite', 'postgres', 'mysql'] as const).map(
    (transport): StoreMapping => ({
      name: `activerecord-session-store-${transport}`,
      ...rack,
      transport,
      key: rackKey(''),
      value: 'recognised',
      clock: 'none',
      shape: table('sessions', 'session_id', 'data', null),
    }),
  ),
  { name: 'redis-rack', ...rack, transport: 'redis', key: rackKey('rack:session:'), value: 'recognised', clock: 'ttl' },
  {
    name: 'rails-cache-store',
    ...rack,
    transport: 'redis',
    key: rackKey('_session_id:'),
    value: 'rails-cache',
    clock: 'ttl',
  },
  { name: 'redis-session-store', ...rack, transport: 'redis', key: rackKey(''), value: 'recognised', clock: 'ttl' },
  // Spring Session 4.0, RedisSessionRepository.java.
  {
    name: 'spring-session-redis',
    framework: 'Spring',
    transport: 'redis',
    cookie: 'SESSION',
    id: 'spring',
    key: under('spring:session:sessions:'),
    value: 'spring-hash',
    clock: 'ttl',
  },
];

export function mappingNamed(name: string): StoreMapping | null {
  return STORE_MAPPINGS.find((mapping) => mapping.name === name) ?? null;
}
