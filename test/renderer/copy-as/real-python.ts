import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { python } from '../../support/where.ts';

/** Runs a program in Debian's Python, which has requests. Throws with Python's own words if the program fails. */
export async function spawnedPython(program: string): Promise<void> {
  const child = spawn(python, ['-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (chunk: string) => {
    complaints += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(program);
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(complaints);
}
