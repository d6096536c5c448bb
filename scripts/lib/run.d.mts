import type { StdioOptions } from 'node:child_process';

export interface RunOptions {
  readonly stdio?: StdioOptions;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export function run(command: string, args: readonly string[], options?: RunOptions): Promise<number>;

export function runQuietly(
  command: string,
  args: readonly string[],
  options?: RunOptions & { readonly timeoutMs?: number },
): Promise<{ status: number | null; output: string }>;
