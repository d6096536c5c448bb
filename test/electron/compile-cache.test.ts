import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';

it('writes the compiled core into the data folder, for the next start', () => {
  const dir = tempDir();
  const core = join(dir, 'core.mjs');
  writeFileSync(core, `export const sum = (a, b) => a + b; ${'// A file that is worth a cache.\n'.repeat(400)}`);
  const cache = pathToFileURL(join(import.meta.dirname, '../../electron/compile-cache.ts')).href;
  const code = `
    const { readCompileCache, writeCompileCache } = await import(${JSON.stringify(cache)});
    readCompileCache(${JSON.stringify(dir)});
    await import(${JSON.stringify(pathToFileURL(core).href)});
    writeCompileCache();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', code]);
  expect(readdirSync(join(dir, 'compile-cache'), { recursive: true }).length).toBeGreaterThan(1);
});
