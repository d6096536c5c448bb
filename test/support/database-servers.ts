/**
 * MariaDB and memcached for tests, each on a free loopback port with a separate data folder, ended by its process id
 * when the test is over. The system's own services are never used.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

export interface TestServer {
  readonly port: number;
  /** With the user and the database of the app, and its password. */
  readonly url: string;
  /** What the server has written about the statements or commands that it received. */
  log(): string;
  /** Ends the process at once, and keeps the folder. */
  kill(): Promise<void>;
  /** Starts it again at the same port. */
  start(): Promise<void>;
  /** Stops the process without ending it, so that it accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
}

/** Servers refuse to run as root, so root runs them as this user and group of Debian. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly port: number;
  readonly url: string;
  /** Resolves if the server answers. */
  readonly answers: () => Promise<unknown>;
  /** Without one, what the program prints is the log. */
  readonly logFile?: string;
}

async function serve(program: Program): Promise<TestServer> {
  const { command, folder, port, url, answers, logFile } = program;
  let child: ChildProcess | null = null;
  let printed = '';
  const server: TestServer = {
    port,
    url,
    log: () => (logFile === undefined ? printed : existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
    async kill() {
      const ending = child;
      child = null;
      if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
      const exit = once(ending, 'exit');
      ending.kill('SIGKILL');
      await exit;
    },
    async start() {
      // A separate group, so that the processes of PostgreSQL can be paused together.
      const started = spawn(command, program.arguments, {
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
        ...nobody,
      });
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          printed += chunk;
        });
      }
      child = started;
      await eventually(async () => {
        if (started.exitCode !== null) throw new Error(`${command} has ended: ${printed}`);
        await answers();
      });
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  };
  await server.start();
  onTestFinished(async () => {
    server.resume();
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return server;
}

function ownFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid);
  return folder;
}

export const password = 'of-the-app';

/** MariaDB with the database `shop` of the user `app`, who has to give a password. Every statement is logged. */
export async function mariadbServer(...options: string[]): Promise<TestServer> {
  const folder = ownFolder('mariadb');
  const port = await freePort();
  const data = join(folder, 'data');
  const logFile = join(folder, 'general.log');
  const setUp = join(folder, 'set-up.sql');
  writeFileSync(
    setUp,
    `CREATE DATABASE IF NOT EXISTS shop;\nCREATE USER IF NOT EXISTS 'app'@'127.0.0.1' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO 'app'@'127.0.0.1' WITH GRANT OPTION;\n`,
  );
  chmodSync(setUp, 0o644);
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { ...nobody, stdio: 'ignore', cwd: folder },
  );
  const url = `mysql://app:${password}@127.0.0.1:${port}/shop`;
  return serve({
    command: 'mariadbd',
    arguments: [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--init-file=${setUp}`,
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=16M',
      '--general-log=1',
      `--general-log-file=${logFile}`,
      ...options,
    ],
    folder,
    port,
    url,
    logFile,
    answers: () => asMysql(url, (client) => client.query('SELECT 1')),
  });
}

/** Runs with a client of the app, which may write. */
export async function asMysql<T>(
  url: string,
  run: (client: Awaited<ReturnType<typeof createConnection>>) => Promise<T>,
): Promise<T> {
  const client = await createConnection(url);
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** memcached, which logs every command. */
export async function memcachedServer(...options: string[]): Promise<TestServer> {
  const folder = ownFolder('memcached');
  const port = await freePort();
  return serve({
    command: 'memcached',
    arguments: ['-l', '127.0.0.1', '-p', String(port), '-U', '0', '-vv', ...options],
    folder,
    port,
    url: `memcached://127.0.0.1:${port}`,
    answers: async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
    },
  });
}
