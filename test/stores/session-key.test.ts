import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cookieText } from '../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../server/cookie/formats/sign-cookie.ts';
import { STORE_MAPPINGS, type StoreMapping } from '../../server/stores/mappings.ts';
import { idOfKey, isOneWay, keyOfCookie, keyOfId } from '../../server/stores/session-key.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const expressSid = 'Bh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8';
const expressCookie = `s%3A${expressSid}.hXhPs8q9AN4ATeh2KrjuzvSbJA7cqbkP5cUUT34bZKA`;
const flaskSid = 'pZ3q0m1x9Qv2Y8r7t6W5u4s3R2q1P0oN-mLkJiHgFeD';
const djangoKey = 'k3j2h1g0f9e8d7c6b5a4z3y2x1w0v9u8';
const phpId = 'q2w3e4r5t6y7u8i9o0p1a2s3d4';
const rackId = '9f86d081884c7d659a2feaa0c55ad015';
const laravelId = 'Zx9Yw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe9Dc8Ba7z';
const springId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const appKey = `base64:${Buffer.alloc(32, 7).toString('base64')}`;

const rowsOf: Readonly<Record<string, readonly [cookie: string, id: string, key: string]>> = {
  'connect-redis': [expressCookie, expressSid, `sess:${expressSid}`],
  'connect-pg-simple': [expressCookie, expressSid, expressSid],
  'express-mysql-session': [expressCookie, expressSid, expressSid],
  'connect-sqlite3': [expressCookie, expressSid, expressSid],
  'better-sqlite3-session-store': [expressCookie, expressSid, expressSid],
  'connect-session-knex': [expressCookie, expressSid, expressSid],
  'connect-session-knex-postgres': [expressCookie, expressSid, expressSid],
  'connect-session-knex-mysql': [expressCookie, expressSid, expressSid],
  'connect-session-sequelize': [expressCookie, expressSid, expressSid],
  'connect-session-sequelize-postgres': [expressCookie, expressSid, expressSid],
  'connect-session-sequelize-mysql': [expressCookie, expressSid, expressSid],
  'session-file-store': [expressCookie, expressSid, `${expressSid}.json`],
  'connect-memcached': [expressCookie, expressSid, expressSid],
  'flask-session-redis': [flaskSid, flaskSid, `session:${flaskSid}`],
  'flask-session-filesystem': [flaskSid, flaskSid, md5(`session:${flaskSid}`)],
  'flask-session-cachelib-redis': [flaskSid, flaskSid, `session:${flaskSid}`],
  'flask-session-memcached': [flaskSid, flaskSid, `session:${flaskSid}`],
  'flask-session-sqlalchemy': [`${flaskSid}.aaaaaaaaaaaaaaaaaaaaaaaaaaa`, flaskSid, `session:${flaskSid}`],
  'flask-session-sqlalchemy-postgres': [flaskSid, flaskSid, `session:${flaskSid}`],
  'flask-session-sqlalchemy-mysql': [flaskSid, flaskSid, `session:${flaskSid}`],
  'flask-session-postgresql': [flaskSid, flaskSid, `session:${flaskSid}`],
  'django-db-sqlite': [djangoKey, djangoKey, djangoKey],
  'django-db-postgres': [djangoKey, djangoKey, djangoKey],
  'django-db-mysql': [djangoKey, djangoKey, djangoKey],
  'django-file': [djangoKey, djangoKey, `sessionid${djangoKey}`],
  'django-cache': [djangoKey, djangoKey, `:1:django.contrib.sessions.cache${djangoKey}`],
  'django-cached-db': [djangoKey, djangoKey, `:1:django.contrib.sessions.cached_db${djangoKey}`],
  'django-cache-memcached': [djangoKey, djangoKey, `:1:django.contrib.sessions.cache${djangoKey}`],
  'django-cached-db-memcached': [djangoKey, djangoKey, `:1:django.contrib.sessions.cached_db${djangoKey}`],
  'django-file-cache': [djangoKey, djangoKey, `${md5(`:1:django.contrib.sessions.cache${djangoKey}`)}.djcache`],
  'php-files': [phpId, phpId, `sess_${phpId}`],
  phpredis: [phpId, phpId, `PHPREDIS_SESSION:${phpId}`],
  'symfony-redis': [phpId, phpId, `sf_s${phpId}`],
  'php-memcached': [phpId, phpId, `memc.sess.key.${phpId}`],
  'laravel-file': [laravelCookie(), laravelId, laravelId],
  'laravel-database-sqlite': [laravelCookie(), laravelId, laravelId],
  'laravel-database-postgres': [laravelCookie(), laravelId, laravelId],
  'laravel-database-mysql': [laravelCookie(), laravelId, laravelId],
  'laravel-redis': [laravelCookie(), laravelId, `laravel-database-laravel-cache-${laravelId}`],
  'laravel-redis-8': [laravelCookie(), laravelId, `laravel_database_laravel_cache:${laravelId}`],
  'activerecord-session-store-sqlite': [rackId, rackId, `2::${sha256(rackId)}`],
  'activerecord-session-store-postgres': [rackId, rackId, `2::${sha256(rackId)}`],
  'activerecord-session-store-mysql': [rackId, rackId, `2::${sha256(rackId)}`],
  'redis-rack': [rackId, rackId, `rack:session:2::${sha256(rackId)}`],
  'rails-cache-store': [rackId, rackId, `_session_id:2::${sha256(rackId)}`],
  'redis-session-store': [rackId, rackId, `2::${sha256(rackId)}`],
  'spring-session-redis': [
    `${Buffer.from(springId).toString('base64')}`,
    springId,
    `spring:session:sessions:${springId}`,
  ],
};

/** As Laravel writes it: another text each time. */
function laravelCookie(): string {
  const signed = signCookie('laravel', laravelId, appKey, { nowMs: 0, name: 'laravel_session' });
  return signed.ok ? signed.value : '';
}

describe.each(STORE_MAPPINGS.map((mapping): [string, StoreMapping] => [mapping.name, mapping]))(
  '%s',
  (name, mapping) => {
    const [cookie = '', id = '', key = ''] = rowsOf[name] ?? [];

    test('a cookie leads to its row', () => {
      expect(keyOfCookie(mapping, cookieText(mapping.cookie, cookie), [appKey])).toEqual({ ok: true, id, key });
      expect(keyOfId(mapping, id)).toBe(key);
    });

    test('a row leads back to its id, or its key is said to be a hash', () => {
      expect(idOfKey(mapping, key)).toBe(isOneWay(mapping) ? null : id);
    });

    test('a cookie of another form leads to no row, and never out of the folder', () => {
      for (const value of ['', '../../etc/passwd', 'a/b', 'x'.repeat(5000), 's%3A..%2F..%2Fx.mac', 'a\0b']) {
        const found = keyOfCookie(mapping, cookieText(mapping.cookie, value), [appKey]);
        expect(found.ok && /[/\\\0]/.test(found.key)).toBe(false);
      }
    });
  },
);

test('the cookie of Laravel is another text in every answer, and leads to one row', () => {
  const mapping = STORE_MAPPINGS.find(({ name }) => name === 'laravel-file') as StoreMapping;
  const cookies = Array.from({ length: 20 }, laravelCookie);
  expect(new Set(cookies).size).toBe(20);
  const keys = cookies.map((value) => keyOfCookie(mapping, cookieText('laravel_session', value), [appKey]));
  expect(new Set(keys.map((found) => found.ok && found.key))).toEqual(new Set([laravelId]));
  expect(keyOfCookie(mapping, cookieText('laravel_session', cookies[0] ?? ''), [])).toEqual({
    ok: false,
    why: 'needs-secret',
  });
});
