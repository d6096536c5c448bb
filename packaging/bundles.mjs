/** Which of the built files a program needs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of other threads are found by their name at run time, so no import leads to them. */
const workers = /^[\w-]+-worker\.js$/;
const imports = /\b(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

const electron = /\bfrom\s*["'`]electron["'`]/;

/**
 * The names of the files in a folder of bundles that the entry needs: those that it imports, sooner or later, and the
 * worker threads with what they import.
 */
export function filesOfEntry(folder, entry) {
  const found = new Set();
  const take = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, imported] of sourceOf(folder, name).matchAll(imports)) take(imported);
  };
  take(entry);
  for (const name of readdirSync(folder)) if (workers.test(name)) take(name);
  return [...found].sort();
}

/** The same for a program on Node. Throws if one of the files imports Electron, which Node does not have. */
export function filesForNode(folder, entry) {
  const names = filesOfEntry(folder, entry);
  const wrong = names.find((name) => electron.test(sourceOf(folder, name)));
  if (wrong !== undefined) throw new Error(`${wrong} imports Electron, so ${entry} cannot run on Node.`);
  return names;
}

function sourceOf(folder, name) {
  return readFileSync(join(folder, name), 'utf8');
}
