import { expect, it } from 'vitest';
import { type ImportLine, importsOf, sourcesOfProject, targetOf } from '../support/layers/import-lines.ts';

const project = new URL('../..', import.meta.url).pathname;
const linesOf = new Map(
  sourcesOfProject(project).map((source) => [source.file, importsOf(source).filter(isLoadedAtOnce)] as const),
);

/** A worker is named by a URL, which is not an import of the code. */
function isLoadedAtOnce({ imported, isTypeOnly, isDynamic }: ImportLine): boolean {
  return !isTypeOnly && !isDynamic && !imported.endsWith('-worker.ts');
}

/** The files and packages that are loaded with a file: by its import lines, and by theirs. */
function loadedWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const line of linesOf.get(file) ?? []) loadedWith(targetOf(line), found);
  return found;
}

/** What is loaded when it is first used, or when the window has its first picture. */
const later = [
  /^(express|tldts|undici)$|^@noble/,
  /^server\/export/,
  /^server\/cookie\/(workbench|formats\/registry|formats\/decode-cookie)/,
  /^server\/stores\/(attached-store|census|content|project)/,
  /^server\/shared-sessions/,
  /^server\/lab\/(performance|run|stage|servers)/,
  /^server\/(search\/(direct-search|searches)|import\/open-recording)/,
  /^server\/record\/(recorder|clients|findings\/of-one-request)/,
  /^server\/targets\/built-in\/site-app/,
];

it('starts the core without the code that the first picture does not need', () => {
  const loaded = [...loadedWith('electron/core.ts')];
  expect(loaded).toContain('server/storage/storage.ts');
  expect(loaded.filter((name) => later.some((part) => part.test(name)))).toEqual([]);
});

it('has all of that code', () => {
  const all = [...linesOf.values()].flatMap((lines) => lines.flatMap((line) => [line.file, targetOf(line)]));
  for (const part of later) expect(all.some((name) => part.test(name))).toBe(true);
});
