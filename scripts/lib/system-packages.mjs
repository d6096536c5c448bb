import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasDisplay } from './display.mjs';
import { ScriptFailure } from './fail.mjs';
import { say } from './project.mjs';
import { run, runQuietly } from './run.mjs';

/**
 * The system packages that the tests need on Linux, by Debian's names: a virtual display, Electron's libraries, a
 * browser, Chinese fonts, real Flask, Django, PHP, Rails, Redis, PostgreSQL, MariaDB and memcached, and the programs
 * for which requests are copied.
 */
export const needed = [
  'xvfb',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'chromium',
  'fonts-noto-cjk',
  'python3-flask',
  'python3-django',
  'php-cli',
  'ruby-railties',
  'puma',
  'python3-requests',
  'python3-msgpack',
  'python3-flask-session',
  'python3-redis',
  'python3-django-redis',
  'python3-pymemcache',
  'python3-psycopg2',
  'redis-server',
  'postgresql',
  'mariadb-server',
  'memcached',
  'curl',
];

/**
 * Packages that some releases of Debian and Ubuntu do not have: Laravel with PHP's drivers for its stores, and the
 * session store of redis-actionpack. Where apt does not offer one, the tests that need it are skipped with that reason.
 */
export const neededWhereOffered = ['php-laravel-framework', 'php-sqlite3', 'php-redis', 'ruby-redis-actionpack'];

/**
 * The additional packages for the tests of the Debian package, which run as root: its dependencies, and the programs
 * that read menu entries and file types.
 */
export const neededForPackages = [
  'desktop-file-utils',
  'shared-mime-info',
  'libglib2.0-bin',
  'xdg-utils',
  'libsecret-1-0',
  'libcups2',
  'libatspi2.0-0',
  'libxcomposite1',
  'libxdamage1',
  'libxrandr2',
];

/**
 * Installs the missing packages with apt, as root on Debian. Otherwise it fails on Linux with the command to run.
 * `offered`: packages that are installed if apt offers them.
 */
export async function installSystemPackages(names = needed, offered = names === needed ? neededWhereOffered : []) {
  if (process.platform !== 'linux') return;
  const missing = await missingPackages(names);
  const isRoot = process.getuid?.() === 0;
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  if (missing.length > 0 && isRoot) await run('apt-get', ['update', '-qq'], options);
  missing.push(...(await offeredPackages(offered)));
  if (missing.length === 0) return;
  if (!isRoot) throw new ScriptFailure(`The tests need system packages. Run: sudo ${aptLine(missing)}`);
  say(`Installing system packages: ${missing.join(' ')} ...`);
  const status = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
  if (status !== 0) throw new ScriptFailure(`apt-get ended with status ${status}. Try: ${aptLine(missing)}`);
}

/** Those of the packages that are not installed and that apt offers, as far as its lists tell. */
async function offeredPackages(names) {
  if (names.length === 0 || !isProgram('dpkg-query') || !isProgram('apt-cache')) return [];
  const { output } = await runQuietly('apt-cache', ['policy', ...names], { env: { ...process.env, LC_ALL: 'C' } });
  // A package is a line with its name, a line with what is installed, and a line with what can be.
  const ofEach = [...output.matchAll(/^(\S+):\n\s+Installed: (\S+)\n\s+Candidate: (\S+)/gm)];
  return ofEach.flatMap(([, name, installed, candidate]) =>
    installed === '(none)' && candidate !== '(none)' ? [name] : [],
  );
}

/** Ubuntu has no package chromium, and its runners have Chrome. The tests use any of these programs. */
const browsers = ['chromium', 'chromium-browser', 'google-chrome'];

/** The names of the packages that dpkg does not list. Without dpkg, the two programs have to exist. */
async function missingPackages(wanted) {
  if (!isProgram('dpkg-query')) {
    const isReady = browsers.some(isProgram) && (hasDisplay() || isProgram('Xvfb'));
    if (isReady) return [];
    throw new ScriptFailure(`The tests need what Debian calls ${wanted.join(', ')}. Install these and try again.`);
  }
  // Newer releases renamed some libraries when they widened time_t.
  const names = wanted.flatMap((name) => [name, `${name}t64`]);
  const { output } = await runQuietly('dpkg-query', ['--list', ...names]);
  const present = new Set([...output.matchAll(/^ii\s+([^\s:]+)/gm)].map(([, name]) => name));
  const isThere = (name) =>
    present.has(name) || present.has(`${name}t64`) || (name === 'chromium' && browsers.some(isProgram));
  return wanted.filter((name) => !isThere(name));
}

function isProgram(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function aptLine(packages) {
  return `apt-get install -y ${packages.join(' ')}`;
}
