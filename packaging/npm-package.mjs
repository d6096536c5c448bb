/** Makes the package for npm: built JavaScript, with better-sqlite3 as the only thing that npm installs beside it. */
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { inProject } from '../scripts/lib/project.mjs';
import { filesForNode } from './bundles.mjs';
import { isNoList, licences } from './licences.mjs';
import { homepage } from './publisher.mjs';

const own = (...path) => inProject('packaging', 'npm', ...path);

/** What an app imports: server/NAME.ts, with its types in packaging/npm/NAME.d.ts. */
const entries = ['store', 'express'];

/** Fills `folder` with what is published, and nothing else. Expects a finished build in out/. */
export async function stageNpmPackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['bin', 'out/main', ...entries]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  cpSync(inProject('LICENSE'), join(folder, 'LICENSE'));
  cpSync(own('README.md'), join(folder, 'README.md'));
  cpSync(own('session-inspector.cjs'), join(folder, 'bin', 'session-inspector.cjs'));
  chmodSync(join(folder, 'bin', 'session-inspector.cjs'), 0o755);
  for (const name of filesForNode(inProject('out', 'main'), 'cli.js')) {
    cpSync(inProject('out', 'main', name), join(folder, 'out', 'main', name));
  }
  cpSync(inProject('out', 'renderer'), join(folder, 'out', 'renderer'), { recursive: true, filter: isNoList });
  writeFileSync(join(folder, 'LICENSES.md'), licences('npm'));
  for (const name of entries) await buildEntry(name, join(folder, name));
}

/** Node, Express and TypeScript each find their form of the entry by these conditions. */
function entry(name) {
  return {
    import: { types: `./${name}/index.d.ts`, default: `./${name}/index.js` },
    require: { types: `./${name}/index.d.cts`, default: `./${name}/index.cjs` },
  };
}

function manifest() {
  const { name, version, description, license, dependencies } = JSON.parse(
    readFileSync(inProject('package.json'), 'utf8'),
  );
  const page = homepage();
  return {
    name,
    version,
    description,
    keywords: ['session', 'cookie', 'express-session', 'session-store', 'sqlite', 'debug', 'http', 'har', 'flask'],
    license,
    ...(page === null ? {} : { homepage: page, repository: { type: 'git', url: `git+${page}.git` } }),
    type: 'module',
    bin: { 'session-inspector': 'bin/session-inspector.cjs' },
    exports: {
      ...Object.fromEntries(entries.map((name) => [`./${name}`, entry(name)])),
      './package.json': './package.json',
    },
    engines: { node: '>=22' },
    dependencies: { 'better-sqlite3': dependencies['better-sqlite3'] },
    peerDependencies: { 'express-session': '^1.17.0' },
    peerDependenciesMeta: { 'express-session': { optional: true } },
  };
}

/** The store extends the Store of the app's own express-session, so it is bundled without that. */
async function buildEntry(name, outDir) {
  const external = ['better-sqlite3', 'express-session'];
  const output = (format, extension) => ({ format, entryFileNames: `index.${extension}`, exports: 'named' });
  await build({
    configFile: false,
    root: inProject(),
    logLevel: 'warn',
    ssr: { noExternal: true, external },
    build: {
      ssr: inProject('server', `${name}.ts`),
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { external, output: [output('es', 'js'), output('cjs', 'cjs')] },
    },
  });
  for (const extension of ['d.ts', 'd.cts']) cpSync(own(`${name}.d.ts`), join(outDir, `index.${extension}`));
}
