import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder for data beside a program that is carried about, on a memory stick for example. */
export const portableFolder = 'session-inspector-data';

export interface Program {
  readonly isPackaged: boolean;
  /** The path of the running binary. */
  readonly path: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

/**
 * The data folder of a portable app: always beside the portable program of Windows; beside any other packaged app if
 * the user has made the folder. Null if the app is not portable.
 */
export function portableDataDir({ isPackaged, path, env, platform }: Program): string | null {
  if (!isPackaged) return null;
  // electron-builder's portable program unpacks itself elsewhere, and says where it is.
  if (platform === 'win32' && env.PORTABLE_EXECUTABLE_DIR) return join(env.PORTABLE_EXECUTABLE_DIR, portableFolder);
  const beside = join(folderOf(path, env, platform), portableFolder);
  return statSync(beside, { throwIfNoEntry: false })?.isDirectory() ? beside : null;
}

/** The folder in which the user sees the program: an AppImage is mounted elsewhere, and an app of macOS is a folder. */
function folderOf(path: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'linux' && env.APPIMAGE) return dirname(env.APPIMAGE);
  return platform === 'darwin' ? join(dirname(path), '../../..') : dirname(path);
}
