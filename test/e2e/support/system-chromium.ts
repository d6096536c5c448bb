import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

/**
 * How to start the browser: the system's where there is one, since Playwright's own cannot be downloaded on a closed
 * network, and without the talk to its maker that a fresh profile begins.
 */
export function chromiumLaunchOptions(): LaunchOptions {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );
  return {
    ...(found === undefined ? {} : { executablePath: found }),
    args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  };
}
