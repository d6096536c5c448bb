/** `serve` on a real disk of a few megabytes: a tmpfs in a separate mount namespace, which ends with the process. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempDir } from './temp-dir.ts';

const cli = new URL('../../server/cli.ts', import.meta.url).pathname;

/** Root needs no user namespace; others can have one on most systems. */
const namespace = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
export const hasSmallDisk =
  process.platform === 'linux' &&
  spawnSync('unshare', [...namespace, 'mount', '-t', 'tmpfs', 'x', '/mnt']).status === 0;

export interface ServedOnSmallDisk {
  readonly site: string;
  /** The link into the inspector. */
  readonly inspector: string;
  stderr(): string;
  /** Gives back the room that was taken from the disk. */
  makeRoom(): void;
  /** Ends it as a service manager does; resolves with the exit status. */
  end(): Promise<number | null>;
}

/** `megabytes`: the disk. `taken`: how much of it is room that `makeRoom` gives back. */
export async function serveOnSmallDisk(disk: { megabytes: number; taken: number }): Promise<ServedOnSmallDisk> {
  const mount = join(tempDir(), 'disk');
  mkdirSync(mount);
  const script = `
    mount -t tmpfs -o size=${disk.megabytes}m small "$1"
    head -c ${disk.taken}M /dev/zero > "$1/taken"
    exec "$2" "$3" serve --port 0 --ui-port 0 --no-open --json --data-dir "$1/data"`;
  const child = spawn('unshare', [...namespace, 'sh', '-ec', script, 'sh', mount, process.execPath, cli], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const ready = await new Promise<{ site: string; inspector: string; pid: number }>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line) => resolve(JSON.parse(line)));
    void ended.then((status) => reject(new Error(`It ended with ${status}: ${stderr}`)));
  });
  const taken = `/proc/${ready.pid}/root${mount}/taken`;
  return {
    site: ready.site,
    inspector: ready.inspector,
    stderr: () => stderr,
    makeRoom() {
      if (!existsSync(taken)) throw new Error(`${taken} is not there`);
      rmSync(taken);
    },
    end() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
