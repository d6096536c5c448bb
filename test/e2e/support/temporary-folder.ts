import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh data folder; the test that made it removes it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'session-inspector-'));
}
