import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpeningPage } from '../api/opening-page.ts';
import { refusalSentence } from '../app/watch-sentences.ts';
import { CannotWatch } from '../base/errors.ts';
import { dataDirAt, type Inspector, startInspector } from '../index.ts';
import { parseStartOptions, refuseMissingFiles, type StartOptions } from '../start-options.ts';
import { readyLines } from './ready-lines.ts';
import { unreadableLine } from './recording-words.ts';
import { openingPageAt, showInBrowser } from './shown-in-browser.ts';

const uiDir = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** Browser mode: runs until SIGINT, SIGTERM or SIGHUP, then closes everything and ends with status 0. */
export async function runServe(argv: readonly string[]): Promise<void> {
  const options = parseStartOptions(argv);
  refuseMissingFiles(options);
  await refuseAddresses(options);
  const stop = stopSignal();
  surviveSurprises();
  const inspector = await startInspector({
    uiDir,
    port: options.port,
    engine: options.engine,
    secrets: options.secrets,
    watch: options.watch,
    store: options.store,
    log: say,
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  });
  let page: OpeningPage | null = null;
  try {
    if (!stop.aborted) page = await announce(inspector, options);
    await aborted(stop);
  } finally {
    page?.remove();
    await inspector.close();
  }
}

/**
 * Throws CannotWatch for an address that is not on this machine, before anything is opened: another inspector that
 * runs, or a port that is taken, is a question for an address that can be watched.
 */
async function refuseAddresses({ watch }: StartOptions): Promise<void> {
  if (watch.length === 0) return;
  const { resolveUpstream } = await import('../targets/watched/upstream-address.ts');
  for (const { url } of watch) {
    const resolution = await resolveUpstream(url);
    if (!resolution.ok) throw new CannotWatch(url, refusalSentence(resolution.refusal));
  }
}

/** Opens the door for browsers, prints its address, and maintains the page that opens the inspector. */
async function announce(inspector: Inspector, options: StartOptions): Promise<OpeningPage | null> {
  for (const path of options.files) {
    await inspector.openFile(resolve(path), (failure) => say(unreadableLine(path, failure)));
  }
  const door = await inspector.openDoor(options.uiPort).catch((error: Error) => {
    throw new Error(`The inspector cannot listen on --ui-port ${options.uiPort}: ${error.message}`, { cause: error });
  });
  const { site } = inspector;
  const { openingPage } = dataDirAt(site.dataDir);
  const page = openingPageAt(openingPage, door.newLink, say);
  process.stdout.write(
    readyLines(
      { site: site.url, inspector: door.newLink(), dataDir: site.dataDir, watching: inspector.watching },
      options,
    ),
  );
  if (options.opensBrowser && page !== null) showInBrowser(openingPage, page, say);
  return page;
}

/**
 * Aborts with the first signal that requests an end. Further signals have no effect: closing takes little more than a
 * second, and a group of processes often gets a signal twice.
 */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** An uncaught error is a bug of this app, but it must not end the site. */
function surviveSurprises(): void {
  process.on('uncaughtException', (error) =>
    say(`Unexpected: ${error instanceof Error ? error.stack : String(error)}`),
  );
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
