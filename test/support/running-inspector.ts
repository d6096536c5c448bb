/** A real inspector for a test, on a free port, with a separate data folder and a built window. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { type Inspector, type InspectorOptions, startInspector } from '../../server/index.ts';

export interface RunningInspector {
  readonly inspector: Inspector;
  readonly siteUrl: string;
  readonly port: number;
  /** The name of the session cookie of each engine at the start. */
  readonly cookieNames: Inspector['site']['cookieNames'];
  readonly dataDir: string;
  readonly uiDir: string;
  /** What the app said on its own log. */
  readonly lines: string[];
  /** The newest entries of the log, oldest first, as the window's procedure hands them out. */
  log(): Promise<LogEntry[]>;
  requests(): Promise<RequestRecord[]>;
  stop(): Promise<void>;
}

export async function runInspector(options: Partial<InspectorOptions> = {}): Promise<RunningInspector> {
  // Not tempDir(): an inspector may serve all tests of a file.
  const folder = mkdtempSync(join(tmpdir(), 'session-inspector-test-'));
  const dataDir = options.dataDir ?? join(folder, 'data');
  const uiDir = options.uiDir ?? makeUi(join(folder, 'ui'));
  const lines: string[] = [];
  const inspector = await startInspector({ port: 0, log: (line) => lines.push(line), ...options, dataDir, uiDir });
  const log = () => newestEntries(inspector);
  return {
    inspector,
    siteUrl: inspector.site.url,
    port: inspector.site.port,
    cookieNames: inspector.site.cookieNames,
    dataDir,
    uiDir,
    lines,
    log,
    requests: async () => (await log()).filter((entry): entry is RequestRecord => entry.kind === 'request'),
    stop: async () => {
      await inspector.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * For tests of what a session store holds. On a machine whose processors are busy, a store takes longer than the 50 ms
 * for which a request waits, and nothing is read then.
 */
export const waitsForStores = { storeWaitMs: 20_000 } as const;

/** The same, stopped at the end of the test. */
export async function inspectorForTest(options: Partial<InspectorOptions> = {}): Promise<RunningInspector> {
  const running = await runInspector(options);
  onTestFinished(running.stop);
  return running;
}

/** A built window with one of each kind of file. */
function makeUi(path: string): string {
  mkdirSync(join(path, 'assets'), { recursive: true });
  writeFileSync(join(path, 'index.html'), '<!doctype html><title>Session Inspector</title>');
  writeFileSync(join(path, 'assets', 'app-1a2b3c.js'), 'export {};');
  return path;
}

async function newestEntries(inspector: Inspector): Promise<LogEntry[]> {
  const input = encodeURIComponent(JSON.stringify({ limit: 1000 }));
  const response = await inspector.handle(new Request(`app://inspector/trpc/log.page?input=${input}`));
  const { result } = (await response.json()) as { result: { data: { entries: LogEntry[] } } };
  return result.data.entries;
}
