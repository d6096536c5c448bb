/**
 * The session stores that the files of a project suggest. Files are read as text and never executed. They are evidence
 * and not proof, so each store is offered together with the reason.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectBecauseCode } from '../../contract/project-because.ts';
import type { ProjectStore } from '../../contract/project-store.ts';
import { recogniseStore } from '../recognise.ts';
import { openSqliteStore } from '../sqlite-store.ts';
import { StoreFault } from '../store-reader.ts';
import { type EnvFile, readEnv } from './env-file.ts';
import { listProject, type ProjectFiles, readText } from './project-files.ts';

/** A store with the secrets that belong to it, which never leave the core. */
export interface FoundStore extends ProjectStore {
  /** Null if there is none, or if it was not asked for. */
  readonly password: string | null;
  /** Of the app itself, such as APP_KEY. */
  readonly secrets: readonly string[];
}

export interface ProjectOptions {
  /** The user has asked for the secrets in `.env`. */
  readonly readsSecrets: boolean;
}

interface Sources {
  readonly root: string;
  readonly all: ProjectFiles;
  readonly env: EnvFile;
  readonly envFile: string;
}

type Offer = Omit<FoundStore, 'needsSecret' | 'password' | 'secrets'> & { readonly passwordName?: string };

/** The stores that a project folder suggests, the most certain first. Throws a StoreFault if it is no folder. */
export async function projectStores(root: string, { readsSecrets }: ProjectOptions): Promise<FoundStore[]> {
  const found = await stat(root).catch(() => null);
  if (found === null || !found.isDirectory()) throw new StoreFault('project-missing', { place: root });
  const all = await listProject(root);
  const envFile = ['.env.local', '.env'].find((name) => all.files.includes(name)) ?? '.env';
  const env = readEnv(await readText(root, envFile), readsSecrets);
  const sources: Sources = { root, all, env, envFile };
  const offers = [
    ...(await ofSqliteFiles(sources)),
    ...ofFolders(sources),
    ...(await ofDjango(sources)),
    ...ofLaravel(sources),
    ...(await ofPackages(sources)),
  ];
  const places = new Set<string>();
  return offers
    .filter(({ where }) => !places.has(where) && places.add(where))
    .map(({ passwordName, ...offer }) => ({
      ...offer,
      needsSecret: passwordName !== undefined && env.secretNames.includes(passwordName) ? passwordName : null,
      password: (passwordName === undefined ? undefined : env.secrets.get(passwordName)) ?? null,
      secrets: [...appSecrets].flatMap((name) => env.secrets.get(name) ?? []),
    }));
}

/** The names under which frameworks keep the secret that signs or encrypts the session cookie. */
const appSecrets = ['APP_KEY', 'SECRET_KEY', 'SECRET_KEY_BASE', 'DJANGO_SECRET_KEY', 'SESSION_SECRET'] as const;

const mostSqliteFiles = 10;

/** SQLite files that contain a table of sessions. */
async function ofSqliteFiles({ root, all }: Sources): Promise<Offer[]> {
  const offers: Offer[] = [];
  const candidates = all.files.filter((path) => /\.(?:sqlite3?|db)$|(?:^|\/)sessions$/.test(path));
  for (const path of candidates.slice(0, mostSqliteFiles)) {
    const where = join(root, path);
    try {
      const reader = await openSqliteStore(where, null, 'none');
      try {
        const hints = { framework: null, cookie: null, place: where };
        const kind = await recogniseStore('sqlite', await reader.outline(), hints, async () => []);
        const shape = kind !== null && 'mapping' in kind ? kind.mapping.shape : undefined;
        if (kind !== null && 'mapping' in kind && shape !== undefined) {
          const because = { code: 'columns', names: [shape.table, shape.key, shape.value] } as const;
          offers.push({ where, kind: kind.mapping.name, because, file: path });
        }
      } finally {
        await reader.close();
      }
    } catch (error) {
      // A file that is no database, or that this user may not read, is no offer.
      if (!(error instanceof StoreFault)) throw error;
    }
  }
  return offers;
}

const sessionFolders: readonly (readonly [form: RegExp, kind: string, code: ProjectBecauseCode])[] = [
  [/(?:^|\/)flask_session$/, 'flask-session-filesystem', 'flask-folder'],
  [/(?:^|\/)storage\/framework\/sessions$/, 'laravel-file', 'laravel-folder'],
];

function ofFolders({ root, all }: Sources): Offer[] {
  const offers = all.folders.flatMap((path): Offer[] =>
    sessionFolders
      .filter(([form]) => form.test(path))
      .map(([, kind, code]) => ({ where: join(root, path), kind, because: { code, names: [] }, file: path })),
  );
  const ofPhp = all.files.find((path) => /(?:^|\/)sess_[A-Za-z0-9,-]{22,}$/.test(path));
  if (ofPhp === undefined) return offers;
  const folder = ofPhp.split('/').slice(0, -1).join('/');
  const because = { code: 'php-files', names: [] } as const;
  return [...offers, { where: join(root, folder), kind: 'php-files', because, file: ofPhp }];
}

/** Django's settings: the engine of the sessions, and the database or the cache that it uses. */
async function ofDjango({ root, all, env }: Sources): Promise<Offer[]> {
  const offers: Offer[] = [];
  for (const file of all.files.filter((path) => /(?:^|\/)settings(?:\/\w+)?\.py$/.test(path)).slice(0, 5)) {
    const text = (await readText(root, file)).replace(/^\s*#.*$/gm, '');
    const engine = /SESSION_ENGINE\s*=\s*["']django\.contrib\.sessions\.backends\.(\w+)["']/.exec(text)?.[1] ?? 'db';
    const why = (code: ProjectBecauseCode, ...more: string[]) => ({ code, names: [engine, file, ...more] });
    if (engine === 'file') {
      const path = /SESSION_FILE_PATH\s*=\s*["']([^"']+)["']/.exec(text)?.[1];
      if (path !== undefined) offers.push({ where: path, kind: 'django-file', because: why('django-folder'), file });
    } else if (engine === 'cache' || engine === 'cached_db') {
      const location = /LOCATION["']\s*:\s*\[?\s*["']([^"']+)["']/.exec(text)?.[1];
      const where = location === undefined ? null : cacheAddress(location, text);
      const kind = engine === 'cache' ? 'django-cache' : 'django-cached-db';
      if (where !== null) offers.push({ where, kind, because: why('django-cache'), file });
    } else if (engine === 'db') {
      const database = djangoDatabase(text, env);
      if (database !== null) offers.push({ ...database, because: why('django-database', database.kind), file });
    }
  }
  return offers;
}

function cacheAddress(location: string, text: string): string | null {
  if (/^rediss?:\/\//.test(location)) return withoutPasswordIn(location);
  return /memcached/i.test(text) && /^[\w.-]+:\d+$/.test(location) ? `memcached://${location}` : null;
}

function withoutPasswordIn(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.password = '';
  return url.href;
}

function djangoDatabase(text: string, env: EnvFile): Pick<Offer, 'where' | 'kind' | 'passwordName'> | null {
  const engine = /["']?ENGINE["']?\s*:\s*["']django\.db\.backends\.(postgresql|mysql)\w*["']/.exec(text)?.[1];
  if (engine === undefined) return null;
  const written = (name: string) => new RegExp(`["']${name}["']\\s*:\\s*["']([^"']*)["']`).exec(text)?.[1];
  const scheme = engine === 'postgresql' ? 'postgres' : 'mysql';
  const where = address(scheme, {
    host: written('HOST') ?? env.values.get('DB_HOST'),
    port: written('PORT') ?? env.values.get('DB_PORT'),
    user: written('USER') ?? env.values.get('DB_USER'),
    database: written('NAME') ?? env.values.get('DB_NAME'),
  });
  return { where, kind: `django-db-${scheme}`, passwordName: 'DB_PASSWORD' };
}

interface Parts {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly user?: string | undefined;
  readonly database?: string | undefined;
}

const ports: Readonly<Record<string, string>> = { postgres: '5432', mysql: '3306', redis: '6379', memcached: '11211' };

function address(scheme: string, { host, port, user, database }: Parts): string {
  const before = user ? `${encodeURIComponent(user)}@` : '';
  const behind = database ? `/${encodeURIComponent(database)}` : '';
  return `${scheme}://${before}${host || '127.0.0.1'}:${port || ports[scheme]}${behind}`;
}

/** Laravel names the driver of its sessions in `.env`. */
function ofLaravel({ root, env, envFile }: Sources): Offer[] {
  const driver = env.values.get('SESSION_DRIVER');
  if (driver === undefined) return [];
  const get = (name: string) => env.values.get(name);
  const because = { code: 'laravel-driver', names: [driver, envFile] } as const;
  if (driver === 'redis') {
    const where = address('redis', { host: get('REDIS_HOST'), port: get('REDIS_PORT'), database: get('REDIS_DB') });
    return [{ where, kind: 'laravel-redis', because, file: envFile, passwordName: 'REDIS_PASSWORD' }];
  }
  const connection = get('DB_CONNECTION');
  if (driver !== 'database' || connection === undefined) return [];
  if (connection === 'sqlite') {
    const where = get('DB_DATABASE') ?? join(root, 'database/database.sqlite');
    return [{ where, kind: 'laravel-database-sqlite', because, file: envFile }];
  }
  const scheme = connection === 'pgsql' ? 'postgres' : /^(?:mysql|mariadb)$/.test(connection) ? 'mysql' : null;
  if (scheme === null) return [];
  const parts = { host: get('DB_HOST'), port: get('DB_PORT'), user: get('DB_USERNAME'), database: get('DB_DATABASE') };
  const kind = `laravel-database-${scheme}`;
  return [{ where: address(scheme, parts), kind, because, file: envFile, passwordName: 'DB_PASSWORD' }];
}

/** Packages of Node and Python that keep sessions, and the names under which their address often stands in `.env`. */
const packages: readonly (readonly [name: string, kind: string, scheme: string, variables: readonly string[]])[] = [
  ['connect-redis', 'connect-redis', 'redis', ['REDIS_URL', 'REDIS_URI', 'SESSION_REDIS_URL']],
  ['connect-pg-simple', 'connect-pg-simple', 'postgres', ['DATABASE_URL', 'POSTGRES_URL', 'PG_URL']],
  ['express-mysql-session', 'express-mysql-session', 'mysql', ['DATABASE_URL', 'MYSQL_URL']],
  ['connect-memcached', 'connect-memcached', 'memcached', ['MEMCACHED_URL']],
  ['session-file-store', 'session-file-store', 'folder', []],
];

async function ofPackages({ root, all, env, envFile }: Sources): Promise<Offer[]> {
  if (!all.files.includes('package.json')) return [];
  const used = dependenciesIn(await readText(root, 'package.json'));
  return packages
    .filter(([name]) => used.has(name))
    .map(([name, kind, scheme, variables]): Offer => {
      if (scheme === 'folder') {
        const folder = 'sessions';
        const because = { code: 'package-folder', names: [name, folder] } as const;
        return { where: join(root, folder), kind, because, file: 'package.json' };
      }
      const variable = variables.find((one) => env.values.get(one)?.startsWith(scheme));
      if (variable === undefined)
        return {
          where: address(scheme, {}),
          kind,
          because: { code: 'package-usual', names: [name] },
          file: 'package.json',
        };
      const where = env.values.get(variable) ?? '';
      const because = { code: 'package-variable', names: [name, envFile, variable] } as const;
      return { where, kind, because, file: envFile, passwordName: variable };
    });
}

function dependenciesIn(text: string): ReadonlySet<string> {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Record<string, object | undefined>;
    return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  } catch {
    return new Set();
  }
}
