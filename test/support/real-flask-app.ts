import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { python } from './where.ts';

const script = fileURLToPath(new URL('./flask-tutorial.py', import.meta.url));

export interface RealFlask {
  readonly origin: string;
  readonly version: string;
  stop(): Promise<void>;
}

/** Runs the tutorial's app on real Flask. It ends with `stop`, or when this process does. */
export async function runFlaskTutorial(secret: string): Promise<RealFlask> {
  const child = spawn(python, [script, secret], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const [port, version = ''] = line.split(' ');
  return {
    version,
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const exit = once(child, 'exit');
      child.stdin.end();
      await exit;
    },
  };
}
