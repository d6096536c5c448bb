import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../../server/contract/json.ts';
import { python } from '../../support/where.ts';

export type RealFlaskJob =
  | { do: 'sign'; data: Json; secrets: readonly string[]; now: number }
  | { do: 'open'; cookie: string; secrets: readonly string[]; now: number; maxAge: number | null }
  | { do: 'compress'; hex: string }
  | { do: 'base64'; text: string }
  | { do: 'defaults' }
  | { do: 'versions' };

/** What real Flask answers; which members there are depends on the job. */
export type RealFlaskAnswer = {
  cookie?: string;
  data?: Json;
  kind?: 'ok' | 'too-old' | 'from-the-future' | 'bad-signature' | 'error';
  hex?: string | null;
  /** The session's part of the configuration of an app that sets none of it. */
  config?: Record<string, Json>;
  flask?: string;
  itsdangerous?: string;
  zlib?: string;
};

/**
 * Has real Flask (Debian's python3-flask) do all the jobs in one process, and gives the answers in the same order.
 * `secrets` are in the order of itsdangerous: the last one signs. Throws with Python's own words if Flask is not
 * there.
 */
export async function askRealFlask(jobs: readonly RealFlaskJob[]): Promise<RealFlaskAnswer[]> {
  const script = fileURLToPath(new URL('real-flask.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`Real Flask ended with status ${status}: ${Buffer.concat(complaints)}`);
  const lines = Buffer.concat(output).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}
