/** Which of the built files a program needs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of other threads are found by their name at run time, so no import leads to them. */
const workers = /^[\w-]+-worker\.js$/;
const imports = /\b(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

const electron = /\bfrom\s*["'`]electron["'`]/;

/**
 * The names of the files in a folder of bundles that the entry needs: those that it imports, sooner or later, and the
 * worker threads with what they import. Throws if one of them imports Electron, which Node does not have.
 */
export function filesForNode(folder, entry) {
  const found = new Set();
  const take = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const source = readFileSync(join(folder, name), 'utf8');
    if (electron.test(source)) throw new Error(`${name} imports Electron, so ${entry} cannot run on Node.`);
    for (const [, imported] of source.matchAll(imports)) take(imported);
  };
  take(entry);
  for (const name of readdirSync(folder)) if (workers.test(name)) take(name);
  return [...found].sort();
}
