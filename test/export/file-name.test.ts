import { expect, test } from 'vitest';
import { exportFileName } from '../../server/export/file-name.ts';

const quarterPastEight = new Date(2026, 10, 2, 20, 5).getTime();

test('names a file by the local time of the export and its format', () => {
  expect(exportFileName({ format: 'ndjson', raw: false }, quarterPastEight)).toBe(
    'session-inspector-2026-11-02-2005.ndjson',
  );
  expect(exportFileName({ format: 'csv', raw: false }, quarterPastEight)).toBe('session-inspector-2026-11-02-2005.csv');
});

test('says in the name that a raw export holds secrets', () => {
  expect(exportFileName({ format: 'har', raw: true }, quarterPastEight)).toBe(
    'session-inspector-2026-11-02-2005-with-secrets.har',
  );
});
