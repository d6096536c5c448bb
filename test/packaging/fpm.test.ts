/** The replacement of fpm, on a tree of three files: its result for the command line of electron-builder. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';
import { titleWhere } from '../support/where.ts';

const fpm = join(import.meta.dirname, '../../packaging/fpm.mjs');
const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0;
const need = { isMet: hasDpkg, reason: 'there is no dpkg-deb here' };

/** Packs an app of three files, made again each time, so that their times differ. */
function pack(url: string, atMs: number, target = 'deb'): { readonly file: string; readonly sha256: string } {
  const work = tempDir();
  const app = join(work, 'app');
  mkdirSync(join(app, 'resources'), { recursive: true });
  writeFileSync(join(app, 'program'), '#!/bin/sh\n', { mode: 0o775 });
  writeFileSync(join(app, 'resources', 'app.asar'), 'content', { mode: 0o600 });
  symlinkSync('program', join(app, 'other-name'));
  writeFileSync(join(work, 'a.desktop'), '[Desktop Entry]\n');
  writeFileSync(join(work, 'script'), '#!/bin/sh\nexit 0\n');
  for (const path of [app, join(app, 'program'), join(work, 'a.desktop')]) utimesSync(path, atMs / 1000, atMs / 1000);
  const file = join(work, `a.${target}`);
  const args = [
    '-s',
    'dir',
    '--force',
    '-t',
    target,
    '-d',
    'libc6',
    '-d',
    target === 'rpm' ? '(libx or liby)' : 'libx | liby',
  ];
  const own =
    target === 'rpm'
      ? ['--rpm-os', 'linux', '--rpm-compression', 'gzip', '--rpm-summary', 'Summary']
      : ['--deb-compression', 'zst', '--deb-priority', 'optional'];
  const about = ['--architecture', 'amd64', '--name', 'an-app', '--version', '1.2.3~beta.1', '--license', 'MIT'];
  const words = ['--description', 'Summary\n A longer text', '--maintainer', 'A <a@b.example>', '--vendor', 'A <a@b>'];
  const scripts = ['--after-install', join(work, 'script'), '--after-remove', join(work, 'script')];
  const content = [`${app}/=/opt/an-app`, `${join(work, 'a.desktop')}=/usr/share/applications/an-app.desktop`];
  const rest = ['--url', url, ...own, '--package', file];
  execFileSync(process.execPath, [fpm, ...args, ...about, ...words, ...scripts, ...rest, ...content], {
    env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' },
    stdio: 'pipe',
  });
  return { file, sha256: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

describe.skipIf(!hasDpkg)(titleWhere(need, 'a package of Debian'), () => {
  test('says what it needs, and names no page that is on one machine only', () => {
    const fields = (url: string) => execFileSync('dpkg-deb', ['--field', pack(url, 0).file], { encoding: 'utf8' });
    const local = fields('http://localhost/');
    expect(local).toContain('Package: an-app\nVersion: 1.2.3~beta.1\n');
    expect(local).toContain('Depends: libc6, libx | liby\n');
    expect(local).toContain('Description: Summary\n A longer text\n');
    expect(local).not.toContain('Homepage');
    expect(fields('https://example.com/app')).toContain('Homepage: https://example.com/app\n');
  });

  test('belongs to root, whatever the modes and times were before', () => {
    const listed = execFileSync('dpkg-deb', ['--contents', pack('', 0).file], { encoding: 'utf8' });
    expect(listed).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/an-app\/program$/m);
    expect(listed).toMatch(/^-rw-r--r-- root\/root .* \.\/opt\/an-app\/resources\/app\.asar$/m);
    expect(listed).toMatch(/^lrwxrwxrwx root\/root .* \.\/opt\/an-app\/other-name -> program$/m);
    expect(listed).toMatch(/\.\/usr\/share\/doc\/an-app\/copyright$/m);
  });

  test('is the same byte for byte when it is built at another time, in another folder', () => {
    expect(pack('', Date.UTC(2020, 0, 1)).sha256).toBe(pack('', Date.UTC(2026, 0, 1)).sha256);
  });
});

const hasRpm = spawnSync('rpmbuild', ['--version']).status === 0;

describe.skipIf(!hasRpm)(
  titleWhere({ isMet: hasRpm, reason: 'there is no rpmbuild here' }, 'a package of Fedora'),
  () => {
    test('is for the processor by the name of Fedora, and has its files, needs and scripts', () => {
      const { file } = pack('https://example.com/app', 0, 'rpm');
      const query = (...args: string[]) =>
        execFileSync('rpm', ['--query', '--package', file, ...args], { encoding: 'utf8' });
      expect(query('--queryformat', '%{NAME} %{VERSION} %{ARCH} %{URL}')).toBe(
        'an-app 1.2.3~beta.1 x86_64 https://example.com/app',
      );
      expect(query('--requires')).toContain('(libx or liby)');
      expect(query('--list').split('\n')).toEqual(
        expect.arrayContaining(['/opt/an-app', '/opt/an-app/resources/app.asar']),
      );
      expect(query('--list')).not.toMatch(/^\/usr$/m);
      expect(query('--scripts')).toContain('postinstall scriptlet');
    });

    test('is the same byte for byte when it is built at another time', () => {
      expect(pack('', Date.UTC(2020, 0, 1), 'rpm').sha256).toBe(pack('', Date.UTC(2026, 0, 1), 'rpm').sha256);
    });
  },
);
