/** Puts together the app that a desktop package contains: the bundles, a manifest, icons, and SQLite for one system. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../scripts/lib/project.mjs';
import { filesOfEntry } from './bundles.mjs';
import { isNoList } from './licences.mjs';
import { homepage, maintainer } from './publisher.mjs';

/**
 * Fills `folder` with the app for a system (`linux`, `darwin`, `win32`) and a processor (`x64`, `arm64`), and nothing
 * that it does not need. `sqlite`: a better-sqlite3 that was built for another Electron; by default that of the
 * project.
 */
export function stageDesktopApp(folder, { platform, arch, isSigned, sqlite = null }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'out', 'main'), { recursive: true });
  for (const name of filesOfEntry(inProject('out', 'main'), 'main.js')) {
    cpSync(inProject('out', 'main', name), join(folder, 'out', 'main', name));
  }
  for (const name of ['preload', 'renderer']) {
    cpSync(inProject('out', name), join(folder, 'out', name), { recursive: true, filter: isNoList });
  }
  cpSync(inProject('LICENSE'), join(folder, 'LICENSE'));
  cpSync(inProject('packaging', 'icons', '256x256.png'), join(folder, 'packaging', 'icons', '256x256.png'));
  const packed = sqlite === null ? stageOwnSqlite(folder, platform, arch) : stageOtherSqlite(folder, sqlite);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(packed, isSigned), null, 2)}\n`);
}

/** `packed`: the packages beside the bundles with their versions. electron-builder packs what is named here. */
function manifest(packed, isSigned) {
  const { name, version, description, license } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const [, author = '', email = ''] = /^(.*) <(.*)>$/.exec(maintainer()) ?? [];
  return {
    name,
    productName: 'Session Inspector',
    version,
    description,
    license,
    author: { name: author, email },
    // Debian's packages must name a page. One on this machine alone is nobody's, and the app offers no page then.
    homepage: homepage() ?? 'http://localhost/',
    isSigned,
    type: 'module',
    main: './out/main/main.js',
    dependencies: packed,
  };
}

/** The addon for one system instead of those for eight, and without the sources. */
function stageOwnSqlite(folder, platform, arch) {
  const [from, to] = [inProject('node_modules', 'better-sqlite3'), join(folder, 'node_modules', 'better-sqlite3')];
  const { name, version, main, exports, license } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  for (const part of ['lib', 'LICENSE', join('prebuilds', `${platform}-${arch}.node`)]) {
    cpSync(join(from, part), join(to, part), { recursive: true });
  }
  writeFileSync(join(to, 'package.json'), JSON.stringify({ name, version, main, exports, license }));
  return { [name]: version };
}

/** A copy with all that it loads: the packages beside it that find its addon. */
function stageOtherSqlite(folder, sqlite) {
  const modules = join(folder, 'node_modules');
  const packed = {};
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
    const from = join(sqlite, '..', name);
    if (!existsSync(from)) continue;
    const isWanted = (path) => !/\/(deps|src|build\/(?!Release)[^/]*|build\/Release\/(?!.*\.node$).*)$/.test(path);
    cpSync(from, join(modules, name), { recursive: true, filter: isWanted });
    const path = join(modules, name, 'package.json');
    const {
      dependencies: _,
      devDependencies: _dev,
      scripts: _scripts,
      ...rest
    } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(rest));
    packed[name] = rest.version;
  }
  return packed;
}
