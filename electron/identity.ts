/** How the operating system shows the app: its icon, and the panel *About*. */
import { join } from 'node:path';
import { app, type BrowserWindow, nativeImage } from 'electron';
import type { ShellWords } from '../server/contract/commands/shell-words.ts';
import { readManifest } from './manifest.ts';
import { appName } from './strings.ts';

/** The id of the Windows packages (packaging/electron-builder.config.mjs): it joins windows and the start menu. */
const appUserModelId = 'dev.session-inspector.SessionInspector';
const iconFile = join(import.meta.dirname, '../../packaging/icons/256x256.png');

/** Has to be called before the first window. */
export function nameApp(): void {
  app.setName(appName);
  if (process.platform === 'win32') app.setAppUserModelId(appUserModelId);
}

/**
 * Sets the panel, and on Linux the icon of the window: a Debian package installs the icon for the menu, and an archive
 * does not. The start does not depend on this, so it can be called afterwards.
 */
export function showIdentity(window: BrowserWindow, words: ShellWords): void {
  const { version, releasesUrl, isSigned } = readManifest();
  app.setAboutPanelOptions({
    applicationName: appName,
    applicationVersion: isSigned === false ? `${version} (${words.unsigned})` : version,
    copyright: words.licence,
    iconPath: iconFile,
    ...(releasesUrl === null ? {} : { website: releasesUrl }),
  });
  if (process.platform !== 'linux' || window.isDestroyed()) return;
  const icon = nativeImage.createFromPath(iconFile);
  if (!icon.isEmpty()) window.setIcon(icon);
}
