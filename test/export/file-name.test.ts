import { expect, test } from 'vitest';
import type { ExportScope } from '../../server/contract/export-options.ts';
import { exportFileName } from '../../server/export/file-name.ts';

const quarterPastEight = new Date(2026, 10, 2, 20, 5).getTime();

test('names a file by the local time of the export and its format', () => {
  expect(exportFileName({ format: 'ndjson', raw: false, scope: { of: 'all' } }, quarterPastEight)).toBe(
    'session-inspector-2026-11-02-2005.ndjson',
  );
  expect(exportFileName({ format: 'csv', raw: false, scope: { of: 'all' } }, quarterPastEight)).toBe(
    'session-inspector-2026-11-02-2005.csv',
  );
});

test('says in the name that a raw export holds secrets', () => {
  expect(exportFileName({ format: 'har', raw: true, scope: { of: 'all' } }, quarterPastEight)).toBe(
    'session-inspector-2026-11-02-2005-with-secrets.har',
  );
});

test('says in the name that a file is a part of the log', () => {
  const name = (scope: ExportScope) => exportFileName({ format: 'ndjson', raw: false, scope }, quarterPastEight);
  expect(name({ of: 'filter', filter: 'a' })).toBe('session-inspector-2026-11-02-2005-filtered.ndjson');
  expect(name({ of: 'session', sid: 'never-in-a-name' })).toBe('session-inspector-2026-11-02-2005-session.ndjson');
});
