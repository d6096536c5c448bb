import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Ends the process at once, and keeps the folder. */
  kill(): Promise<void>;
  /** Starts it again at the same port, empty. */
  start(): Promise<void>;
  /** Stops the process without ending it, so that it accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
}

/** A separate redis-server, ended by its process id and removed when the test is over. */
export async function redisServer(...options: string[]): Promise<RedisServer> {
  const { server, remove } = await startRedis(...options);
  onTestFinished(remove);
  return server;
}

/** A separate redis-server on a free loopback port, with a new data folder. The caller has to call `remove`. */
export async function startRedis(...options: string[]): Promise<{
  readonly server: RedisServer;
  readonly remove: () => Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const server: RedisServer = {
    port,
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const ending = child;
      child = null;
      if (ending === null || hasEnded(ending)) return;
      const exit = once(ending, 'exit');
      ending.kill('SIGKILL');
      await exit;
    },
    async start() {
      const started = spawn(
        'redis-server',
        [
          '--port',
          String(port),
          '--bind',
          '127.0.0.1',
          '--dir',
          folder,
          '--save',
          '',
          '--appendonly',
          'no',
          ...options,
        ],
        { stdio: 'ignore' },
      );
      child = started;
      await eventually(async () => {
        // What answers at the port is another server then.
        if (hasEnded(started)) throw new Error(`redis-server has ended with status ${started.exitCode}`);
        await answers(port);
      });
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  };
  await server.start();
  const remove = async () => {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server, remove };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** A client of the test, or of the app: it may write. */
export async function redisClient(url: string) {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.destroy());
  return client;
}

async function answers(port: number): Promise<void> {
  const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    // It answers, and wants a password.
    if (!(error as Error).message.startsWith('NOAUTH')) throw error;
  } finally {
    client.destroy();
  }
}
