import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { type TestFunction, type TestOptions, test } from 'vitest';
import { hasPostgres } from './postgres-server.ts';

/** A need of a test that not every system meets, and the reason that the report gives where it is not met. */
export interface Need {
  readonly isMet: boolean;
  readonly reason: string;
}

export const python = process.platform === 'win32' ? 'python' : '/usr/bin/python3';

const canImport = (module: string) => spawnSync(python, ['-c', `import ${module}`]).status === 0;
const isLinux = process.platform === 'linux';
const canRun = (program: string, argument: string) => spawnSync(program, [argument]).status === 0;

/** Where Debian's Ruby finds the packages of others. */
const gems = '/usr/share/rubygems-integration/all/specifications';
const hasGem = (name: string) =>
  existsSync(gems) && readdirSync(gems).some((file) => file.startsWith(`${name}-`) && file.endsWith('.gemspec'));

/**
 * On Linux `npm test` installs all of these, so a test that lacks one of them there has to fail. The exceptions are
 * Java, and what not every release of Debian and Ubuntu has: Laravel, and the store of redis-actionpack.
 */
export const needs = {
  linux: { isMet: isLinux, reason: 'it reads /proc, sets limits of the shell or replaces the desktop, as on Linux' },
  posix: { isMet: process.platform !== 'win32', reason: 'Windows has no POSIX shell and no file modes' },
  ipv6: {
    isMet: Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1')),
    reason: 'this system has no ::1',
  },
  python: { isMet: isLinux || canImport('csv'), reason: 'there is no Python here' },
  flask: { isMet: isLinux || canImport('flask'), reason: 'Python has no Flask here' },
  msgpack: { isMet: isLinux || canImport('msgpack'), reason: 'Python has no msgpack here' },
  php: { isMet: isLinux || canRun('php', '--version'), reason: 'there is no PHP here' },
  ruby: { isMet: isLinux || canRun('ruby', '--version'), reason: 'there is no Ruby here' },
  rails: { isMet: isLinux || canRun('rails', '--version'), reason: 'there is no Rails here' },
  redisActionpack: { isMet: hasGem('redis-actionpack'), reason: 'this system has no package of redis-actionpack' },
  laravel: {
    isMet: existsSync('/usr/share/php/Illuminate/autoload.php'),
    reason: 'this system has no package of Laravel',
  },
  java: { isMet: canRun('javac', '-version'), reason: 'there is no JDK here' },
  redis: { isMet: isLinux || canRun('redis-server', '--version'), reason: 'there is no redis-server here' },
  postgres: { isMet: isLinux || hasPostgres(), reason: 'there is no PostgreSQL here' },
  django: { isMet: isLinux || canImport('django'), reason: 'Python has no Django here' },
  mariadb: { isMet: isLinux || canRun('mariadbd', '--version'), reason: 'there is no MariaDB here' },
  memcached: { isMet: isLinux || canRun('memcached', '--version'), reason: 'there is no memcached here' },
  requests: { isMet: isLinux || canImport('requests'), reason: 'Python has no requests here' },
} satisfies Record<string, Need>;

type Body = TestFunction<object>;

/** `test` where the need is met. Elsewhere the test is counted as skipped, with the reason in its title. */
export function where({ isMet, reason }: Need): (title: string, body: Body, options?: number | TestOptions) => void {
  return (title, body, options) => {
    const given = typeof options === 'number' ? { timeout: options } : { ...options };
    if (isMet) test(title, given, body);
    else test.skip(titleWhere({ isMet, reason }, title), given, body);
  };
}

/** The title of a group or test, with the reason if the need is not met. `npm test` prints these reasons. */
export function titleWhere({ isMet, reason }: Need, title: string): string {
  return isMet ? title : `${title} [skipped: ${reason}]`;
}
