import { describe, expect, test } from 'vitest';
import { type RecognitionHints, recogniseStore } from '../../server/stores/recognise.ts';

type Transport = Parameters<typeof recogniseStore>[0];

const express = '{"cookie":{"originalMaxAge":null,"expires":null,"httpOnly":true,"path":"/"},"user":"Bob"}';
const id32 = (n: number) => String(n).padStart(32, 'a');
const flaskId = (n: number) => String(n).padStart(43, 'f');

/** Recognises a store of these keys and values. */
function recognised(
  transport: Transport,
  rows: Readonly<Record<string, string | Buffer>>,
  hints: Partial<RecognitionHints> = {},
) {
  return recogniseStore(
    transport,
    { tables: [], keys: Object.keys(rows) },
    { framework: null, cookie: null, place: '/srv/x', ...hints },
    async (keys) => keys.map((key) => ({ key, bytes: Buffer.from(rows[key] ?? '') })),
  );
}

describe('a store without sessions', () => {
  test.each(['redis', 'folder', 'memcached'] as const)('an empty %s is of no kind', async (transport) => {
    expect(await recognised(transport, {})).toBeNull();
    expect(await recognised(transport, {}, { cookie: 'session' })).toBeNull();
  });

  test('an empty store of an app whose framework needs one is a guess', async () => {
    expect(await recognised('redis', {}, { framework: 'Express' })).toMatchObject({
      mapping: { name: 'connect-redis' },
      confidence: 'guessed',
    });
    expect(await recognised('folder', {}, { place: '/srv/shop/flask_session' })).toMatchObject({
      mapping: { name: 'flask-session-filesystem' },
      confidence: 'guessed',
    });
  });

  test('keys of the site of the inspector are not those of an app', async () => {
    const own = { [`session-inspector:session:${id32(1)}`]: 'x', [`session-inspector:session:${id32(2)}`]: 'x' };
    for (const framework of [null, 'Flask', 'Django'])
      expect(
        (await recognised('redis', own, { framework, cookie: 'session' })) ?? { confidence: 'guessed' },
      ).toMatchObject({
        confidence: 'guessed',
      });
    expect(await recognised('redis', { ...own, [`session:${flaskId(1)}`]: '{"user":"Bob"}' })).toMatchObject({
      mapping: { name: 'flask-session-redis' },
      confidence: 'seen',
    });
  });

  test.each([
    [
      'a queue',
      'redis',
      {
        'celery-task-meta-0f8fad5b-d9cb-469f-a165-70867728950e': '{"status":"SUCCESS"}',
        'celery-task-meta-7c9e6679-7425-40de-944b-e07fc1f90ae7': '{"status":"SUCCESS"}',
      },
    ],
    ['counters with names like those of sessions', 'redis', { 'session:count': '7', 'sess:max': '100' }],
    [
      'a cache of files named by a hash',
      'folder',
      { d41d8cd98f00b204e9800998ecf8427e: 'KEY: http/x', '0cc175b9c0f1b6a831c399e269772661': 'KEY: http/y' },
    ],
    ['objects named by SHA-1', 'folder', { da39a3ee5e6b4b0d3255bfef95601890afd80709: 'x' }],
    [
      'files of a project',
      'folder',
      { 'package.json': '{"name":"shop"}', 'package-lock-of-the-shop.json': '{}', 'README.md': '#' },
    ],
  ] as const)('%s is of no kind, whatever the app is', async (_what, transport, rows) => {
    for (const framework of [null, 'Flask', 'Django', 'Express', 'Laravel', 'PHP']) {
      const found = await recognised(transport, rows, { framework });
      if (transport === 'folder') expect(found).toBeNull();
      else expect(found ?? { confidence: 'guessed' }).toMatchObject({ confidence: 'guessed' });
    }
  });
});

describe('a store that several programs use', () => {
  const both = {
    [`sess:${id32(1)}`]: express,
    [`sess:${id32(2)}`]: express,
    [`session:${flaskId(1)}`]: '{"_permanent":true}',
    'cache:page:1': 'html',
  };

  test('the framework of the app decides, however few its sessions are', async () => {
    expect(await recognised('redis', both, { framework: 'Flask' })).toMatchObject({
      mapping: { name: 'flask-session-redis' },
    });
    expect(await recognised('redis', both, { framework: 'Express' })).toMatchObject({
      mapping: { name: 'connect-redis' },
    });
  });

  test('the name of the cookie decides while the framework is not known', async () => {
    expect(await recognised('redis', both, { cookie: 'connect.sid' })).toMatchObject({
      mapping: { name: 'connect-redis' },
    });
  });

  test('nothing is chosen while nothing tells which one is that of the app', async () => {
    expect(await recognised('redis', both)).toEqual({
      several: expect.arrayContaining(['connect-redis', 'flask-session-redis']),
    });
  });
});

describe('a store of sessions', () => {
  test('a folder of cachelib is known by a value, not by its names alone', async () => {
    const value = Buffer.concat([Buffer.from([0, 0, 0, 0]), Buffer.from('80047d942e', 'hex')]);
    expect(await recognised('folder', { '0cc175b9c0f1b6a831c399e269772661': value })).toMatchObject({
      mapping: { name: 'flask-session-filesystem' },
      confidence: 'seen',
    });
  });

  test('of two kinds with one prefix, the one that reads the values is taken', async () => {
    const pickle = Buffer.concat([Buffer.from('!'), Buffer.from('80047d942e', 'hex')]);
    expect(await recognised('redis', { [`session:${flaskId(1)}`]: pickle })).toMatchObject({
      mapping: { name: 'flask-session-cachelib-redis' },
    });
  });

  test('a prefix of the app itself is found by what its sessions hold', async () => {
    const row = '{"_permanent":true,"cart":3}';
    expect(
      await recognised('redis', { [`shop:${flaskId(1)}`]: row, 'cache:1': 'x' }, { framework: 'Flask' }),
    ).toMatchObject({
      mapping: { name: 'flask-session-redis', key: { prefix: 'shop:' } },
      confidence: 'seen',
    });
  });
});

const noRows = async () => [];
const keyOfDjango = '9e107d9d372bb6826bd81d3542a419d6.djcache';
const tableOfDjango = {
  name: 'django_session',
  columns: ['session_key', 'session_data', 'expire_date'].map((name) => ({ name, type: 'text' })),
};

describe('a Django app that Werkzeug serves, whose answers are those of Flask', () => {
  const hints = { framework: 'Flask', cookie: 'sessionid', place: 'somewhere' };

  test('has its sessions in the files of its cache, as their names show', async () => {
    const found = await recogniseStore('folder', { tables: [], keys: [keyOfDjango] }, hints, noRows);
    expect(found).toMatchObject({ mapping: { name: 'django-file-cache' }, confidence: 'seen' });
  });

  test('has its sessions in the table that only Django makes', async () => {
    const found = await recogniseStore('sqlite', { tables: [tableOfDjango], keys: [] }, hints, noRows);
    expect(found).toMatchObject({ mapping: { name: 'django-db-sqlite' }, confidence: 'seen' });
  });
});

test('files whose names are hashes alone are those of Flask, and not of an app of another framework', async () => {
  const nameOf = async (framework: string) => {
    const keys = [keyOfDjango.replace('.djcache', '')];
    const hints = { framework, cookie: null, place: 'somewhere' };
    const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from('80047d942e', 'hex')]);
    const rows = async () => keys.map((key) => ({ key, bytes }));
    const found = await recogniseStore('folder', { tables: [], keys }, hints, rows);
    return found !== null && 'mapping' in found ? found.mapping.name : null;
  };
  expect(await nameOf('Flask')).toBe('flask-session-filesystem');
  expect(await nameOf('PHP')).not.toBe('flask-session-filesystem');
});
