#!/usr/bin/env node
/**
 * Builds a .deb or an .rpm with the system's own tools, from the command line that electron-builder writes for fpm. So
 * no Ruby and no download is needed, and the same input gives the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildTime } from './build-time.mjs';

const text = { type: 'string' };
const many = { type: 'string', multiple: true, default: [] };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: 's' },
    target: { ...text, short: 't' },
    depends: { ...many, short: 'd' },
    force: { type: 'boolean' },
    debug: { type: 'boolean' },
    log: text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
    'deb-compression': text,
    'deb-priority': text,
    'deb-recommends': many,
    'rpm-os': text,
    'rpm-compression': text,
    'rpm-summary': text,
  },
});

const [summary = '', ...body] = values.description.split('\n').map((line) => line.trim());
/** A page on this machine is nobody's page. */
const page = /^https:/.test(values.url) ? values.url : null;
/** The names of processors that differ between Debian and Fedora. */
const processorOnFedora = { amd64: 'x86_64', arm64: 'aarch64' };
const work = mkdtempSync(join(tmpdir(), 'package-'));
try {
  const root = join(work, 'root');
  layOut(root);
  if (values.target === 'deb') buildDeb(root);
  else buildRpm(root);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Copies `FROM=TO`, and `FROM/=TO` for what is in a folder, and makes every time and mode the same in each build. */
function layOut(root) {
  for (const pair of positionals) {
    const split = pair.lastIndexOf('=');
    const [from, to] = [pair.slice(0, split).replace(/\/$/, ''), join(root, pair.slice(split + 1))];
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
  documentIt(join(root, 'usr', 'share', 'doc', values.name), root);
  for (const path of everything(root)) if (!lstatSync(path).isSymbolicLink()) chmodSync(path, modeOf(path));
}

/** What Debian and Fedora look for: under which terms the package may be passed on. */
function documentIt(folder, root) {
  mkdirSync(folder, { recursive: true });
  const [app] = readdirSync(join(root, 'opt'));
  const notice = `Session Inspector is distributed under the MIT licence, see resources/LICENSE in /opt/${app}.
The licences of what is bundled with it are in LICENSE.electron.txt, LICENSES.chromium.html and
resources/LICENSES.md there.
`;
  writeFileSync(join(folder, 'copyright'), notice);
}

function modeOf(path) {
  const stats = statSync(path);
  return stats.isDirectory() || (stats.mode & 0o111) !== 0 ? 0o755 : 0o644;
}

function buildDeb(root) {
  const control = join(root, 'DEBIAN');
  const sizeKib = Math.ceil(everything(root).reduce((sum, path) => sum + lstatSync(path).size, 0) / 1024);
  mkdirSync(control);
  const fields = {
    Package: values.name,
    Version: values.version,
    Section: 'devel',
    Priority: values['deb-priority'],
    Architecture: values.architecture,
    Maintainer: values.maintainer,
    'Installed-Size': sizeKib,
    Depends: values.depends.join(', '),
    Recommends: values['deb-recommends'].join(', '),
    ...(page === null ? {} : { Homepage: page }),
    Description: [summary, ...body.map((line) => ` ${line || '.'}`)].join('\n'),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  writeFileSync(join(control, 'control'), lines.map(([name, value]) => `${name}: ${value}\n`).join(''));
  for (const [name, script] of [
    ['postinst', values['after-install']],
    ['postrm', values['after-remove']],
  ]) {
    cpSync(script, join(control, name));
    chmodSync(join(control, name), 0o755);
  }
  writeFileSync(join(control, 'md5sums'), sums(root));
  for (const path of [root, control, ...everything(control)]) if (statSync(path).isDirectory()) chmodSync(path, 0o755);
  setTimes(root);
  const compression = values['deb-compression'] === 'zst' ? ['-Zzstd', '-z3'] : ['-Zxz'];
  tool('dpkg-deb', ['--root-owner-group', ...compression, '--build', root, values.package]);
}

function sums(root) {
  return everything(root)
    .filter((path) => lstatSync(path).isFile() && !path.startsWith(join(root, 'DEBIAN')))
    .map((path) => `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${path.slice(root.length + 1)}\n`)
    .join('');
}

function buildRpm(root) {
  setTimes(root);
  const quoted = (path) => `"${path}"`;
  const files = everything(root)
    .map((path) => path.slice(root.length))
    // Only the folders that are ours: the others belong to the system.
    .filter((path) => !statSync(join(root, path)).isDirectory() || path.startsWith('/opt/'))
    .map((path) => (statSync(join(root, path)).isDirectory() ? `%dir ${quoted(path)}` : quoted(path)));
  const processor = processorOnFedora[values.architecture] ?? values.architecture;
  const script = (path) =>
    readFileSync(path, 'utf8')
      .replace(/^#!.*\n/, '')
      .replaceAll('%', '%%');
  const spec = join(work, 'package.spec');
  writeFileSync(
    spec,
    `Name: ${values.name}
Version: ${values.version}
Release: 1
Summary: ${values['rpm-summary']}
License: ${values.license}
Vendor: ${values.vendor}
${page === null ? '' : `URL: ${page}`}
AutoReqProv: no
${values.depends.map((name) => `Requires: ${name}`).join('\n')}
%define _build_id_links none
%define __os_install_post %{nil}
%define _binary_payload ${{ gzip: 'w6.gzdio', xzmt: 'w6T.xzdio' }[values['rpm-compression']] ?? 'w6.gzdio'}
%define _buildhost localhost
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%description
${[summary, ...body].join('\n')}
%post
${script(values['after-install'])}
%postun
${script(values['after-remove'])}
%files
${files.join('\n')}
`,
  );
  const folder = join(work, 'rpms');
  const defines = ['_rpmdir', folder, '_topdir', join(work, 'rpmbuild'), '_rpmfilename', 'package.rpm'];
  const pairs = [0, 2, 4].flatMap((at) => ['--define', `${defines[at]} ${defines[at + 1]}`]);
  tool('rpmbuild', ['-bb', '--quiet', '--target', processor, '--buildroot', root, ...pairs, spec]);
  cpSync(join(folder, 'package.rpm'), values.package);
}

/** Every file and folder below a folder, always in the same order. */
function everything(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** rpmbuild and dpkg-deb write the times of the files into the package. */
function setTimes(root) {
  execFileSync('find', [root, '-exec', 'touch', '-h', '-d', `@${buildTime()}`, '{}', '+']);
}

function tool(name, args) {
  const env = { ...process.env, SOURCE_DATE_EPOCH: `${buildTime()}` };
  if (!existsSync(dirname(values.package))) throw new Error(`There is no folder ${dirname(values.package)}.`);
  execFileSync(name, args, { env, stdio: ['ignore', 2, 2] });
  process.stderr.write(`${basename(values.package)}\n`);
}
