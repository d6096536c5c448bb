import { createInterface } from 'node:readline';

/** The line that `--json` prints when the app is ready. */
export interface ReadyLine {
  readonly event: 'ready';
  readonly site: string;
  readonly inspector: string;
  readonly dataDir: string;
  readonly pid: number;
}

/** Reads it from a stdout on which it is the first line. */
export async function readyLine(stdout: NodeJS.ReadableStream): Promise<ReadyLine> {
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line);
  throw new Error('It ended without a ready line.');
}
