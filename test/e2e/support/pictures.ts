import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const project = join(import.meta.dirname, '../../..');

/** Keeps a picture of the page among the results of the run. */
export async function picture(page: Page, name: string): Promise<Buffer> {
  const path = join(project, 'test-results', 'pictures', `${name}.png`);
  return page.screenshot({ path, animations: 'disabled' });
}

/** Renews a picture of the README in runs with PICTURES=1: PICTURES=1 npm test -- browser. */
export async function readmePicture(page: Page, name: 'live' | 'watch'): Promise<void> {
  if (!process.env.PICTURES) return;
  mkdirSync(join(project, 'docs'), { recursive: true });
  await page.screenshot({ path: join(project, 'docs', `${name}.png`), animations: 'disabled' });
}
