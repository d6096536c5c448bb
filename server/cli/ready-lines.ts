import type { WatchedApp } from '../contract/watch.ts';

export interface Ready {
  readonly site: string;
  readonly inspector: string;
  readonly dataDir: string;
  readonly watching: readonly WatchedApp[];
}

/** What a start says on stdout when everything listens: scripts and people read these lines, so they are a contract. */
export function readyLines(
  { site, inspector, dataDir, watching }: Ready,
  { isJson }: { readonly isJson: boolean },
): string {
  if (isJson) {
    const apps = watching.map(({ app, open, name }) => ({ app, open, name }));
    return `${JSON.stringify({ event: 'ready', site, inspector, dataDir, watching: apps, pid: process.pid })}\n`;
  }
  const apps = watching.map(
    ({ app, open }) => `Watching        ${app}  ${open === null ? 'has no port' : `at  ${open}`}\n`,
  );
  return `Session server  ${site}\nInspector       ${inspector}\n${apps.join('')}`;
}
