import { fileURLToPath } from 'node:url';
import { startInspector } from '../index.ts';
import { parseStartOptions } from '../start-options.ts';
import { openBrowser } from './open-browser.ts';
import { readyLines } from './ready-lines.ts';

const uiDir = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** Browser mode: runs until SIGINT or SIGTERM, then closes everything and ends with status 0. */
export async function runServe(argv: readonly string[]): Promise<void> {
  const options = parseStartOptions(argv);
  const inspector = await startInspector({
    uiDir,
    port: options.port,
    engine: options.engine,
    secrets: options.secrets,
    log: (line) => process.stderr.write(`${line}\n`),
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  });
  const stopped = stopSignal();
  const door = await inspector.openDoor(options.uiPort).catch(async (error: unknown) => {
    await inspector.close();
    throw new Error(`The inspector cannot listen on --ui-port ${options.uiPort}: ${(error as Error).message}`);
  });
  const { site } = inspector;
  process.stdout.write(readyLines({ site: site.url, inspector: door.url, dataDir: site.dataDir }, options));
  if (options.opensBrowser) openBrowser(door.url);
  await stopped;
  await inspector.close();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
