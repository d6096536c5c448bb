import { spawnSync } from 'node:child_process';

/** Whether a package of Debian can be installed here. `npm test` says the reason where it cannot. */
export const canInstallDebian =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  process.arch === 'x64' &&
  spawnSync('dpkg-deb', ['--version']).status === 0;

export const whyNotInstalled = 'installing a package of Debian needs root on Debian, on x64';
