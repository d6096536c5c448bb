/**
 * The fuses of a package: switches in the binary of Electron that nobody can set from outside
 * (electronjs.org/docs/latest/tutorial/fuses). What each is to be, and how an Electron is made that has them.
 */
import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  FuseState,
  type FuseV1Config,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses';
import { linkTree } from './staged-electron.ts';

/** Those that hold for a binary with an app in an archive or in a folder. */
const anywhere = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
} as const;

/** Those that need the app in an archive, which only a package has. */
const withArchive = { OnlyLoadAppFromAsar: true, EnableEmbeddedAsarIntegrityValidation: true } as const;

/** On Linux Electron does not check the archive. */
export const fusesOfAPackage: Readonly<Partial<Record<keyof typeof FuseV1Options, boolean>>> = {
  ...anywhere,
  ...withArchive,
};

/** The fuses of a binary that are not what those of a package are to be, by name. */
export async function wrongFuses(binary: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(binary);
  return Object.entries(fusesOfAPackage)
    .filter(([name, isOn]) => {
      const state = wire[FuseV1Options[name as keyof typeof fusesOfAPackage]];
      return state !== (isOn ? FuseState.ENABLE : FuseState.DISABLE);
    })
    .map(([name]) => name);
}

/** A copy of an Electron with the fuses of a package, but for those that need an archive. `remove` when done. */
export async function electronWithFuses(
  executablePath: string,
  project: string,
): Promise<{ binary: string; remove(): void }> {
  const folder = join(project, '.cache', `electron-with-fuses-${randomUUID()}`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const binary = join(folder, basename(executablePath));
  linkTree(dirname(executablePath), folder);
  // Not a link: the fuses are bytes of this file, and the other one keeps its own.
  rmSync(binary);
  copyFileSync(executablePath, binary);
  const config = Object.entries(anywhere).map(([name, isOn]) => [FuseV1Options[name as keyof typeof anywhere], isOn]);
  await flipFuses(binary, { version: FuseVersion.V1, ...Object.fromEntries(config) } as FuseV1Config);
  return { binary, remove };
}
