/** The whole way by keys alone, in each language, in the desktop window. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openDesktop } from '../support/desktop-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wordsOf } from '../support/words.ts';
import { walkFromStartToExport } from '../walks/from-start-to-export.ts';

for (const [language, locale] of [
  ['en', 'en-US'],
  ['zh-CN', 'zh-CN'],
] as const) {
  test(`from the start to an export without a mouse, in ${language}`, async () => {
    test.slow();
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ language }));
    const { electron, page } = await openDesktop({ dataDir });
    try {
      const path = join(dataDir, 'exported');
      await electron.evaluate(({ session }, savePath) => {
        session.defaultSession.once('will-download', (_event, item) => item.setSavePath(savePath));
      }, path);
      await walkFromStartToExport(page, wordsOf(locale));
      await expect.poll(() => (existsSync(path) ? readFileSync(path, 'utf8') : '')).toContain('/popsession');
    } finally {
      await electron.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
}
