/** Projects as frameworks lay them out, and the stores that their files suggest. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { projectStores } from '../../server/stores/project/project-stores.ts';

/** A project with these files. Each line of a file is as people write it. */
function project(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'project-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const offersOf = (root: string, readsSecrets = false) => projectStores(root, { readsSecrets });

describe('the folder of a project', () => {
  test('Django on PostgreSQL: the database of its settings', async () => {
    const root = project({
      'shop/settings.py': `
        # SESSION_ENGINE = "django.contrib.sessions.backends.file"
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop", "USER": "web",
          "PASSWORD": os.environ["DB_PASSWORD"], "HOST": "localhost", "PORT": "5433"}}`,
      '.env': 'DB_PASSWORD="s3cret"\nSECRET_KEY=abc',
    });
    const [offer] = await offersOf(root);
    expect(offer).toEqual({
      where: 'postgres://web@localhost:5433/shop',
      kind: 'django-db-postgres',
      because: { code: 'django-database', names: ['db', 'shop/settings.py', 'django-db-postgres'] },
      file: 'shop/settings.py',
      needsSecret: 'DB_PASSWORD',
      password: null,
      secrets: [],
    });
    expect((await offersOf(root, true))[0]).toMatchObject({ password: 's3cret', secrets: ['abc'] });
  });

  test('Django with its sessions in a cache, and with a SQLite file', async () => {
    const cached = project({
      'settings.py': `SESSION_ENGINE = 'django.contrib.sessions.backends.cache'
CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'redis://:hidden@127.0.0.1:6379/1'}}`,
    });
    const [offer] = await offersOf(cached);
    expect(offer).toMatchObject({ where: 'redis://127.0.0.1:6379/1', kind: 'django-cache' });
    const root = project({ 'settings.py': '' });
    const database = new Database(join(root, 'db.sqlite3'));
    database.exec('CREATE TABLE django_session (session_key varchar(40), session_data text, expire_date datetime)');
    database.close();
    expect(await offersOf(root)).toMatchObject([
      { where: join(root, 'db.sqlite3'), kind: 'django-db-sqlite', file: 'db.sqlite3', needsSecret: null },
    ]);
  });

  test('Express: the packages, with the address of .env or the usual one', async () => {
    const root = project({
      'package.json': JSON.stringify({ dependencies: { 'connect-pg-simple': '10', 'connect-redis': '10' } }),
      '.env': 'export DATABASE_URL=postgres://web:s3cret@127.0.0.1:5432/shop # of the shop\n',
    });
    const offers = await offersOf(root);
    expect(offers).toMatchObject([
      { where: 'redis://127.0.0.1:6379', kind: 'connect-redis', needsSecret: null },
      { where: 'postgres://web@127.0.0.1:5432/shop', kind: 'connect-pg-simple', needsSecret: 'DATABASE_URL' },
    ]);
    expect(JSON.stringify(offers)).not.toContain('s3cret');
    expect((await offersOf(root, true))[1]).toMatchObject({ password: 's3cret' });
  });

  test('Laravel, Flask and PHP: the driver of .env, and folders of session files', async () => {
    const root = project({
      '.env':
        'SESSION_DRIVER=database\nDB_CONNECTION=mysql\nDB_HOST=127.0.0.1\nDB_DATABASE=shop\nDB_USERNAME=web\nDB_PASSWORD=x\nAPP_KEY=base64:AAAA',
      'storage/framework/sessions/.gitignore': '*',
      'flask_session/2029240f6d1128be89ddc32729463129': '',
      'tmp/sess_q2w3e4r5t6y7u8i9o0p1a2s3d4': 'a|i:1;',
      'node_modules/x/flask_session/y': '',
    });
    expect((await offersOf(root)).map(({ where, kind }) => [where, kind])).toEqual([
      [join(root, 'flask_session'), 'flask-session-filesystem'],
      [join(root, 'storage/framework/sessions'), 'laravel-file'],
      [join(root, 'tmp'), 'php-files'],
      ['mysql://web@127.0.0.1:3306/shop', 'laravel-database-mysql'],
    ]);
  });

  test('a project that says nothing, odd files and a path that is not there', async () => {
    const odd = {
      'package.json': '{"dependencies": [',
      '.env': '\0=\n==\nA',
      'x.db': 'no database',
      'settings.py': '{{{',
    };
    expect(await offersOf(project(odd))).toEqual([]);
    await expect(offersOf('/there/is/no/such/folder')).rejects.toMatchObject({ code: 'not-there' });
  });
});
