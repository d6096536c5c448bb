import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './test/e2e/support/system-chromium.ts';

/** Every test starts the real product on its own ports and its own folder; two at a time suit a small machine. */
export default defineConfig({
  testDir: 'test/e2e',
  fullyParallel: true,
  workers: 2,
  // For a machine whose cores are busy with other work. A fault is met by the shorter limit of an expectation.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  use: { trace: 'off', screenshot: 'only-on-failure' },
  projects: [
    {
      name: 'browser',
      testDir: 'test/e2e/browser',
      // Each has its own, or the suite that runs later would remove what the earlier one kept.
      outputDir: 'test-results/artifacts/browser',
      use: { launchOptions: chromiumLaunchOptions(), viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'apps',
      testDir: 'test/e2e/apps',
      outputDir: 'test-results/artifacts/apps',
      use: { launchOptions: chromiumLaunchOptions(), viewport: { width: 1280, height: 800 } },
    },
    { name: 'package', testDir: 'test/e2e/package', outputDir: 'test-results/artifacts/package' },
    { name: 'electron', testDir: 'test/e2e/electron', outputDir: 'test-results/artifacts/electron' },
  ],
});
