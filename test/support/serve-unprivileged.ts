/** Runs `serve` as somebody whom the modes of files bind. */
import { spawn, spawnSync } from 'node:child_process';

const cli = new URL('../../server/cli.ts', import.meta.url).pathname;
/** What lets root pass by every mode; without these it is bound by them, where others own the files. */
const powers = '-dac_override,-dac_read_search,-fowner,-chown';
const isRoot = process.getuid?.() === 0;

/**
 * Whether files of another user can be had that the command may read and not write. Where not, the command owns them
 * all, and their modes are its own to change.
 */
export const hasStrangers = isRoot && spawnSync('setpriv', ['--bounding-set', powers, 'true']).status === 0;
/** A user that is not the command's. */
export const stranger = 65_534;

export interface Served {
  readonly site: string;
  stderr(): string;
  /** Resolves with the exit status. */
  stop(): Promise<number | null>;
}

export async function serveUnprivileged(dataDir: string): Promise<Served> {
  const serve = [process.execPath, cli, 'serve', '--port', '0', '--no-open', '--json', '--data-dir', dataDir];
  const [command = '', ...argv] = hasStrangers ? ['setpriv', '--bounding-set', powers, ...serve] : serve;
  const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = await new Promise<{ site: string }>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line) => resolve(JSON.parse(line)));
    void ended.then((status) => reject(new Error(`It ended with ${status}: ${stderr}`)));
  });
  return {
    site: ready.site,
    stderr: () => stderr,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
