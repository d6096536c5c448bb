import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readWatchList } from '../app/watch-list.ts';
import { type DataDir, dataDirAt } from '../base/data-dir.ts';
import { resolveUpstream } from '../targets/watched/upstream-address.ts';

/** The stored log of a watched app. */
export interface WatchedLog {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly database: string;
  /** The address at which the app was opened through the proxy, as far as the list knows it. */
  readonly open: string;
}

/** The logs of the watched apps of a data folder, whether or not the app is running on it. */
export async function watchedLogs(dataDir: DataDir): Promise<WatchedLog[]> {
  return readWatchList(dataDir.watchList)
    .entries.map(({ id, name, url, port }) => ({
      id,
      name,
      url,
      database: dataDirAt(join(dataDir.watched, id)).database,
      open: `http://localhost:${port}`,
    }))
    .filter(({ database }) => existsSync(database));
}

/** The log of the app with this name or address. Null if there is none. */
export async function watchedLog(dataDir: DataDir, nameOrUrl: string): Promise<WatchedLog | null> {
  const logs = await watchedLogs(dataDir);
  const named = logs.find(({ name }) => name === nameOrUrl);
  if (named !== undefined) return named;
  const wanted = await resolveUpstream(nameOrUrl);
  if (!wanted.ok) return null;
  for (const log of logs) {
    const found = await resolveUpstream(log.url);
    const isSame =
      found.ok &&
      found.upstream.port === wanted.upstream.port &&
      found.upstream.addresses[0] === wanted.upstream.addresses[0];
    if (isSame) return log;
  }
  return null;
}
