import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { linkOfOpeningPage } from '../../../server/api/opening-page.ts';
import { dataDirAt } from '../../../server/base/data-dir.ts';
import type { ReadyLine } from '../../support/command.ts';
import { accessBy } from '../../support/door-token.ts';
import { readyLine } from './ready-line.ts';
import { temporaryFolder } from './temporary-folder.ts';

const project = join(import.meta.dirname, '../../..');

export interface BrowserMode extends ReadyLine {
  /** The inspector's address without the code of a link. */
  readonly inspectorOrigin: string;
  /** A new link for another window. */
  newLink(): string;
  /** A token, as a script gets one. */
  token(): Promise<string>;
  /** Ends it as a terminal does and resolves with the exit status. */
  stop(): Promise<number | null>;
}

/** Starts the real `serve` command, on any free ports and in the given folder. `more`: further options. */
export async function startBrowserMode(dataDir: string, ...more: string[]): Promise<BrowserMode> {
  const options = ['--port', '0', '--ui-port', '0', '--data-dir', dataDir, '--no-open', '--json', ...more];
  const child = spawn(process.execPath, [join(project, 'scripts', 'serve.mjs'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await readyLine(child.stdout);
  const newLink = () => {
    const link = linkOfOpeningPage(dataDirAt(dataDir).openingPage);
    if (link === null) throw new Error('There is no page that leads into the inspector.');
    return link;
  };
  return {
    ...ready,
    inspectorOrigin: new URL(ready.inspector).origin,
    newLink,
    token: async () => (await accessBy(newLink())).token,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}

/** Runs browser mode in a temporary folder, and ends it and removes the folder however the test ends. */
export async function withBrowserMode(story: (inspector: BrowserMode) => Promise<void>): Promise<void> {
  const dataDir = temporaryFolder();
  const inspector = await startBrowserMode(dataDir);
  try {
    await story(inspector);
  } finally {
    await inspector.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
