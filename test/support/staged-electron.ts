/**
 * The published Electron has no place for an app of one's own but resources/app, so each checkout gets its own copy
 * of it (by hard links where the file system allows) with the built app inside, beside the better-sqlite3 that was
 * built for it.
 */
import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Puts the built app of `project` into a copy of `electron` and returns the path of the copy's binary. */
export function stageApp(electron: string, project: string): string {
  const { binary, app } = copyOfElectron(electron, join(project, '.cache', 'electron-for-tests'));
  stageBuild(project, app);
  return binary;
}

/** A copy of an unpacked Electron: its binary, and the folder that an app goes into. */
export function copyOfElectron(electron: string, copy: string): { binary: string; app: string } {
  const proof = join(copy, 'complete');
  if (!existsSync(proof)) {
    rmSync(copy, { recursive: true, force: true });
    linkTree(electron, copy);
    mkdirSync(proof);
  }
  return { binary: join(copy, 'Cypress'), app: join(copy, 'resources', 'app') };
}

/** Copied, not linked: a link would be followed, and the store be looked for in the checkout's node_modules. */
function stageBuild(project: string, app: string): void {
  const [built, staged] = [join(project, 'out'), join(app, 'out')];
  // Another worker may be running the staged app, so it is left alone while it is the current one.
  if (stampOf(built) === stampOf(staged)) return;
  writeEntry(project, app);
  const copy = `${staged}.${randomUUID()}`;
  cpSync(built, copy, { recursive: true });
  replaceBy(copy, staged);
}

/**
 * Puts a whole copy into its place in one step: one that was cut off would carry the current stamp and be taken for the
 * current build. Another worker may do the same at the same time; either copy will do.
 */
function replaceBy(copy: string, staged: string): void {
  const old = `${copy}.old`;
  try {
    renameSync(staged, old);
  } catch (error) {
    if (existsSync(staged)) throw error;
  }
  try {
    renameSync(copy, staged);
  } catch (error) {
    if (!existsSync(staged)) throw error;
  }
  for (const path of [copy, old]) rmSync(path, { recursive: true, force: true });
}

/** The app as it is; but what a test or a benchmark wants to be loaded before it comes first. */
function writeEntry(project: string, app: string): void {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...manifest, main: 'entry.js' }));
  writeFileSync(join(app, 'entry.js'), "import './preloads.cjs';\nimport './out/main/main.js';\n");
  writePreloads(project, app);
}

/**
 * Makes preloads.cjs, which an app in a copy of Electron loads first. An Electron with its command line intact has
 * `-r FILE` for this; here Playwright is known by its switch, and a benchmark says it in the environment.
 */
export function writePreloads(project: string, app: string): void {
  const loader = JSON.stringify(playwrightLoader(project));
  writeFileSync(
    join(app, 'preloads.cjs'),
    `if (process.argv.includes('--remote-debugging-port=0')) require(${loader});
if (process.env.PRELOAD_BY_TEST) require(process.env.PRELOAD_BY_TEST);
`,
  );
}

/**
 * What holds the app back until Playwright has attached; Playwright has it loaded where it starts Electron in its own
 * way.
 */
export function playwrightLoader(project: string): string {
  return join(project, 'node_modules', 'playwright-core', 'lib', 'server', 'electron', 'loader.js');
}

/**
 * What a build says it was made from (scripts/lib/build.mjs); a build that says nothing is never taken for the
 * current one.
 */
function stampOf(build: string): string | symbol {
  try {
    return readFileSync(join(build, 'built-from'), 'utf8');
  } catch {
    return Symbol('unknown');
  }
}

/** The same tree again, by hard links where the file system allows. */
export function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
