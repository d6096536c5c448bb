/** The licences of everything that a package contains, as one text. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inProject } from '../scripts/lib/project.mjs';

const head = {
  desktop: `Session Inspector itself: MIT, see LICENSE. Electron: LICENSE.electron.txt. Chromium, with Node and V8:
LICENSES.chromium.html.`,
  npm: 'Session Inspector itself: MIT, see LICENSE.',
};

/**
 * `kind`: for which package. `beside`: the folders of packages that are packed as they are. The bundler lists what it
 * bundled of JavaScript, in out/main and out/renderer; fonts are copied, so it does not know them.
 */
export function licences(kind, beside = []) {
  const parts = [
    ['The program', built('main')],
    ['The window', built('renderer')],
    ['Fonts of the window', fonts().map(ofPackage).join('\n')],
    ...(beside.length === 0 ? [] : [['Packed as they are', beside.map(ofPackage).join('\n')]]),
  ];
  const text = parts.map(([title, content]) => `# ${title}\n\n${content.replace(/^# .*\n+/, '').trim()}\n`).join('\n');
  return `# Licences of what Session Inspector contains\n\n${head[kind]}\n\n${text}`;
}

function built(folder) {
  return readFileSync(inProject('out', folder, 'LICENSES.md'), 'utf8');
}

function fonts() {
  const { dependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  return Object.keys(dependencies)
    .filter((name) => name.startsWith('@fontsource'))
    .map((name) => inProject('node_modules', name));
}

function ofPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `## ${name} - ${version} (${license})\n\n${licenceText(folder).trim()}\n`;
}

/** The whole text. A package that comes without one states its licence in its manifest alone. */
function licenceText(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENCE']) {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return 'Distributed under the licence named above.';
}

/** What to copy of the bundles: the lists of the bundler are joined in one file of the package. */
export const isNoList = (path) => basename(path) !== 'LICENSES.md';
