import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CollectedOutput {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
  /**
   * Resolves with what `find` returns for the stdout so far, once that is not null. Rejects if the process ends before.
   */
  until<T>(find: (stdout: string) => T | null): Promise<T>;
}

/** Collects what a process prints. It does not import vitest, so a benchmark can use it too. */
export function collectOutput(child: ChildProcessByStdio<null, Readable, Readable>): CollectedOutput {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  const until = <T>(find: (stdout: string) => T | null) =>
    new Promise<T>((resolve, reject) => {
      const look = () => {
        const found = find(stdout);
        if (found !== null) resolve(found);
      };
      child.stdout.on('data', look);
      void ended.then(({ status }) => reject(new Error(`The process ended with ${status} before that: ${stderr}`)));
      look();
    });
  return { stdout: () => stdout, stderr: () => stderr, ended, until };
}
