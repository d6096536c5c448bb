import { createInterface } from 'node:readline';

import type { ReadyLine } from '../../support/command.ts';

/** Reads what `--json` prints when the app is ready, from a stdout on which it is the first line. */
export async function readyLine(stdout: NodeJS.ReadableStream): Promise<ReadyLine> {
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line);
  throw new Error('It ended without a ready line.');
}
