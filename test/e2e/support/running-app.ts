/** Real apps of other frameworks, each a process on a free loopback port, ended by its id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../support/free-port.ts';

const folder = join(import.meta.dirname, '../apps/apps');

export interface RunningApp {
  readonly origin: string;
  stop(): Promise<void>;
}

/** An app that says its port in its first line, and ends when its input does. */
async function announced(command: string, argv: readonly string[]): Promise<RunningApp> {
  const child = spawn(command, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    origin: `http://127.0.0.1:${line.split(' ')[0]}`,
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

/** An app that is given its port, and ends by a signal. */
async function given(start: (port: number) => ChildProcess): Promise<RunningApp> {
  const port = await freePort();
  const child = start(port);
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} has ended with status ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');

/** Debian's Python, which has Debian's Flask and Django. */
const python = '/usr/bin/python3';

/** The app of the tutorial. */
export const runTutorial = () =>
  announced(python, [join(import.meta.dirname, '../../support/flask-tutorial.py'), 'a secret']);
export const runFlask = () => announced(python, [join(folder, 'flask-login.py')]);
export const runDjango = (dataDir: string) => announced(python, [join(folder, 'django-admin.py'), dataDir]);
export const runRails = (dataDir: string) => announced('ruby', [join(folder, 'rails-login.rb'), dataDir]);
export const runExpress = () => announced(process.execPath, [join(folder, 'express-login.mjs')]);
export const runPhp = () =>
  given((port) => spawn('php', ['-S', `127.0.0.1:${port}`, join(folder, 'session.php')], { stdio: 'ignore' }));
export const runVite = (root: string) =>
  given((port) => {
    const options = [root, '--host', '127.0.0.1', '--port', String(port), '--strictPort'];
    return spawn(process.execPath, [vite, ...options], { stdio: 'ignore' });
  });

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const tell = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
  });
}
