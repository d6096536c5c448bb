import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../out/renderer');
/** Scripts and style sheets that must arrive before the window shows anything, packed as they would travel. */
const MAX_KB = 215;

/** The page's scripts and style sheets with all they import at once; what is loaded later is not among them. */
function initialFiles(): Set<string> {
  const page = readFileSync(join(renderer, 'index.html'), 'utf8');
  const files = new Set<string>();
  const take = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    if (!path.endsWith('.js')) return;
    const source = readFileSync(path, 'utf8');
    for (const [, , imported = ''] of source.matchAll(/\b(from|import)\s*["'](\.[^"']+\.js)["']/g)) {
      take(join(dirname(path), imported));
    }
  };
  for (const [, path = ''] of page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g))
    take(join(renderer, path));
  return files;
}

const packedKb = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length / 1000;

describe('the window as it is built', () => {
  it(`arrives in less than ${MAX_KB} kB before it shows anything`, () => {
    const sizes = [...initialFiles()].map((path) => [path.slice(renderer.length + 1), packedKb(path)] as const);
    const total = sizes.reduce((sum, [, kb]) => sum + kb, 0);
    console.info(
      `${total.toFixed(1)} kB at first: ${sizes.map(([name, kb]) => `${name} ${kb.toFixed(1)}`).join(', ')}`,
    );
    expect(sizes.length).toBeGreaterThan(1);
    expect(total).toBeLessThan(MAX_KB);
  });

  it('makes no schema of zod before it shows anything', () => {
    const scripts = [...initialFiles()].map((path) => readFileSync(path, 'utf8')).join('\n');
    expect(scripts).toContain('jitless');
    expect(scripts).not.toContain('ZodError');
  });

  it('leaves Chinese and the views behind the first for later', () => {
    const names = [...initialFiles()].join('\n');
    expect(names).not.toMatch(/\/(zh|sessions-view|cookies-view|lab-view|settings-view)-/);
  });
});
