import { describe, expect, test } from 'vitest';
import { recogniseStore } from '../../server/stores/recognise.ts';

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
    return (await recogniseStore('folder', { tables: [], keys }, hints, noRows))?.mapping.name;
  };
  expect(await nameOf('Flask')).toBe('flask-session-filesystem');
  expect(await nameOf('PHP')).not.toBe('flask-session-filesystem');
});
