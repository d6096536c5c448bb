import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import type { WatchedApp } from '../../../server/contract/watch.ts';
import { startBrowserMode } from './browser-mode.ts';
import type { RunningApp } from './running-app.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface WatchedPage {
  /** The address of the proxy. */
  readonly open: string;
  /** What is known of the app now. */
  app(): Promise<WatchedApp>;
  /** The requests that the log has, oldest first, once `isEnough` says so. */
  records(isEnough: (records: readonly RequestRecord[]) => boolean): Promise<RequestRecord[]>;
}

/**
 * Watches an app by `serve --watch` with nothing configured, and tells a story in a page of Chromium. Fails if the page
 * has sent a request to the app's own port. With `secret`, the inspector is given the secret of the app.
 */
export async function withWatchedApp(
  app: RunningApp,
  page: Page,
  story: (watched: WatchedPage) => Promise<void>,
  secret: string | null = null,
): Promise<void> {
  const dataDir = temporaryFolder();
  const secretFolder = temporaryFolder();
  const secretFile = join(secretFolder, 'secret');
  if (secret !== null) writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 });
  const given = secret === null ? [] : ['--watch-secret-file', secretFile];
  const inspector = await startBrowserMode(dataDir, '--watch', app.origin, '--watch-port', '0', ...given);
  const ownPort = new URL(app.origin).port;
  const bypassed: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).port === ownPort) bypassed.push(request.url());
  });
  try {
    const token = await inspector.token();
    const ask = async <T>(path: string): Promise<T> => {
      const headers = { Authorization: `Bearer ${token}` };
      const response = await fetch(`${inspector.inspectorOrigin}${path}`, { headers });
      return ((await response.json()) as { result: { data: T } }).result.data;
    };
    const watched = async () => (await ask<WatchedApp[]>('/trpc/watch.list'))[0] as WatchedApp;
    const { id, open } = await watched();
    const limit = encodeURIComponent(JSON.stringify({ limit: 1000 }));
    await story({
      open: open ?? '',
      app: watched,
      async records(isEnough) {
        let records: RequestRecord[] = [];
        await expect(async () => {
          const log = await ask<{ entries: RequestRecord[] }>(`/workspaces/${id}/trpc/log.page?input=${limit}`);
          records = log.entries.filter(({ kind }) => kind === 'request');
          expect(isEnough(records)).toBe(true);
        }).toPass({ timeout: 15_000 });
        return records;
      },
    });
    expect(bypassed).toEqual([]);
  } finally {
    await inspector.stop();
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(secretFolder, { recursive: true, force: true });
  }
}
