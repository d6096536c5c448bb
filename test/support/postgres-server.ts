import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

export interface PostgresServer {
  readonly port: number;
  /** The superuser `postgres`, without a password unless the server was started with one. */
  readonly url: string;
  /** Ends every process of it at once, as a crash does, and keeps the folder. */
  kill(): Promise<void>;
  /** Starts it again at the same port, with what was committed. */
  start(): Promise<void>;
  /** Stops its processes without ending them, so that it accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
}

export interface PostgresOptions {
  /** The password of the user `postgres`. Default: none is asked for. */
  readonly password?: string;
  /** Settings of the server, such as `{ fsync: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Whether the programs of PostgreSQL are on this machine. */
export function hasPostgres(): boolean {
  return programsFolder() !== null;
}

/** A separate PostgreSQL, ended by its process id and removed when the test is over. */
export async function postgresServer(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { server, remove } = await startPostgres(options);
  onTestFinished(remove);
  return server;
}

/**
 * A separate PostgreSQL on a free loopback port, with a new data folder. The caller has to call `remove`. It refuses
 * to run as root, so root starts it as the user `nobody`.
 */
export async function startPostgres({ password, settings = {} }: PostgresOptions = {}): Promise<{
  readonly server: PostgresServer;
  readonly remove: () => Promise<void>;
}> {
  const programs = programsFolder();
  if (programs === null) throw new Error('There is no PostgreSQL on this machine');
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const port = await freePort();
  const user = unprivileged();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  if (password !== undefined) writeFileSync(passwordFile, password, { mode: 0o644 });
  const made = spawnSync(
    join(programs, 'initdb'),
    [
      ...['-D', data, '-U', 'postgres', '--encoding=UTF8', '--locale=C', '--no-sync'],
      ...(password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]),
    ],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const all = { fsync: 'off', unix_socket_directories: folder, listen_addresses: '127.0.0.1', ...settings };
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | null = null;
  const server: PostgresServer = {
    port,
    url,
    async kill() {
      const ending = child;
      child = null;
      if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
      const exit = once(ending, 'exit');
      // SIGQUIT is the immediate shutdown: nothing is written any more, and the next start recovers as after a crash.
      for (const pid of family(ending)) signal(pid, 'SIGCONT');
      ending.kill('SIGQUIT');
      await exit;
    },
    async start() {
      const started = spawn(
        join(programs, 'postgres'),
        ['-D', data, '-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        { ...user, cwd: folder, stdio: 'ignore' },
      );
      child = started;
      await untilAnswering(started, url, password);
    },
    pause() {
      for (const pid of family(child)) signal(pid, 'SIGSTOP');
    },
    resume() {
      for (const pid of family(child)) signal(pid, 'SIGCONT');
    },
  };
  const remove = async () => {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await server.start();
  } catch (error) {
    await remove();
    throw error;
  }
  return { server, remove };
}

/** A connection of the test, or of the app: it may write. Closed when the test is over. */
export async function postgresClient(url: string, password?: string): Promise<Client> {
  const client = new Client({ connectionString: withPassword(url, password) });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.end().catch(() => {}));
  return client;
}

function withPassword(url: string, password: string | undefined): string {
  const whole = new URL(url);
  if (password !== undefined) whole.password = encodeURIComponent(password);
  return whole.href;
}

/** Debian has the programs of each version in a separate folder, which is not on the path. The newest is used. */
function programsFolder(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(debian, version, 'bin'));
  const onPath = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (onPath.status === 0) folders.push(onPath.stdout.trim());
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The process of the server and the processes that it has started, one for each connection. Linux alone lists them. */
function family(child: ChildProcess | null): number[] {
  const pid = child?.pid;
  if (pid === undefined) return [];
  const children = `/proc/${pid}/task/${pid}/children`;
  const pids = existsSync(children) ? readFileSync(children, 'utf8').split(' ').filter(Boolean).map(Number) : [];
  return [pid, ...pids];
}

/** A process of the family may have ended meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Benchmarks start servers too, so this does not use the clock of a test. */
async function untilAnswering(server: ChildProcess, url: string, password: string | undefined): Promise<void> {
  const untilMs = performance.now() + 60_000;
  for (;;) {
    // What answers at the port is another server then.
    if (server.exitCode !== null) throw new Error(`postgres has ended with status ${server.exitCode}`);
    try {
      return await answers(url, password);
    } catch (error) {
      if (performance.now() > untilMs) throw error;
      await pause(50);
    }
  }
}

async function answers(url: string, password: string | undefined): Promise<void> {
  const client = new Client({ connectionString: withPassword(url, password) });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => {});
  }
}
