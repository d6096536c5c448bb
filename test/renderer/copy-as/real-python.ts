import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program in Debian's Python, which has requests. Throws with Python's own words if the program fails. */
export async function spawnedPython(program: string): Promise<void> {
  const python = spawn('/usr/bin/python3', ['-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  python.stderr.setEncoding('utf8');
  python.stderr.on('data', (chunk: string) => {
    complaints += chunk;
  });
  python.stdin.on('error', () => {});
  python.stdin.end(program);
  const [status] = await once(python, 'close');
  if (status !== 0) throw new Error(complaints);
}
