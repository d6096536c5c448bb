import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usedFolder } from '../support/damaged-database.ts';
import { folderBytes, modeOf } from '../support/folder-bytes.ts';
import { send } from '../support/http.ts';
import { hasStrangers, serveUnprivileged, stranger } from '../support/serve-unprivileged.ts';
import { tempDir } from '../support/temp-dir.ts';

/**
 * Files that can be read and not written. The mode of the folder is set last. The files belong to another user, if
 * there is one.
 */
function closeForWriting(places: readonly string[]): void {
  for (const place of places) {
    chmodSync(place, place.includes('.') ? 0o444 : 0o555);
    if (hasStrangers) chownSync(place, stranger, stranger);
  }
}

async function servesSessions(site: string): Promise<boolean> {
  const { setCookies } = await send(site, '/setsession');
  const { body } = await send(site, '/getsession', { headers: { Cookie: setCookies[0]?.split(';')[0] ?? '' } });
  return body === 'Welcome Admin';
}

test('71: a folder that cannot be written is left as it is, and the app opens without it', async () => {
  const dataDir = join(tempDir(), 'data');
  const path = await usedFolder(dataDir);
  closeForWriting([...readdirSync(dataDir).map((name) => join(dataDir, name)), dataDir]);
  const before = folderBytes(dataDir);
  const running = await serveUnprivileged(dataDir);
  expect(await servesSessions(running.site)).toBe(true);
  expect(await running.stop()).toBe(0);
  if (hasStrangers) {
    expect(running.stderr().split('\n')).toContain(
      `${path} cannot be written. It was left as it is. The data of this run is kept in a temporary folder and deleted when the app ends.`,
    );
    expect(folderBytes(dataDir)).toEqual(before);
  } else {
    // Its owner closed it, and is the one to open it: the app does.
    expect([running.stderr(), modeOf(dataDir)]).toEqual(['', '700']);
  }
});

test('71: a file that cannot be written is left as it is, and the app opens without it', async () => {
  const dataDir = join(tempDir(), 'data');
  const path = await usedFolder(dataDir);
  closeForWriting([path]);
  const before = folderBytes(dataDir)['inspector.db'];
  const running = await serveUnprivileged(dataDir);
  expect(await servesSessions(running.site)).toBe(true);
  expect(await running.stop()).toBe(0);
  if (hasStrangers) {
    expect(running.stderr()).toContain(`${path} cannot be written. It was left as it is.`);
    expect(folderBytes(dataDir)['inspector.db']).toEqual(before);
  } else {
    expect([running.stderr(), modeOf(path)]).toEqual(['', '600']);
  }
});
