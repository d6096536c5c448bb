import { watchingLines, watchingMembers } from '../contract/ready-line.ts';
import type { WatchedApp } from '../contract/watch.ts';

export interface Ready {
  readonly site: string;
  readonly inspector: string;
  readonly dataDir: string;
  readonly watching: readonly WatchedApp[];
}

/**
 * The lines of a start on stdout when everything listens. Scripts and people read these lines, so they are a contract.
 */
export function readyLines({ watching, ...ready }: Ready, { isJson }: { readonly isJson: boolean }): string {
  if (isJson) {
    const members = { ...ready, watching: watchingMembers(watching), pid: process.pid };
    return `${JSON.stringify({ event: 'ready', ...members })}\n`;
  }
  return `Session server  ${ready.site}\nInspector       ${ready.inspector}\n${watchingLines(watching)}`;
}
