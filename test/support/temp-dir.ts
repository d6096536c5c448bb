import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new empty folder, removed when the test is over. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'session-inspector-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
