/**
 * Keeps the signing secrets with the operating system's own secret storage, where that truly protects them: the
 * Keychain, DPAPI, or a keyring on Linux. Electron also offers a storage that only scrambles (`basic_text`); a file
 * that only the user can read is as good and honest about it, so there the core's own keeper is used.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { type SecretKeeper, writePrivateFile } from '../server/index.ts';

/** Electron's door to the operating system's secret storage. */
export type Vault = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;

export interface DesktopSecretsOptions {
  readonly vault: Vault;
  /** The file of sealed secrets. */
  readonly path: string;
  /** The keeper that browser mode uses in the same folder; sessions signed in that mode stay valid here. */
  readonly plain: SecretKeeper;
  readonly log: (line: string) => void;
}

/** The keeper to use. Ask when the app is ready: before that, Linux does not know its keyring. */
export function desktopSecretKeeper(options: DesktopSecretsOptions): SecretKeeper {
  if (!canSeal(options.vault)) return options.plain;
  // A folder that only browser mode has used keeps its secret where both modes can read it.
  if (!existsSync(options.path) && options.plain.load() !== null) return options.plain;
  return sealedSecretKeeper(options);
}

function canSeal(vault: Vault): boolean {
  if (!vault.isEncryptionAvailable()) return false;
  if (process.platform !== 'linux') return true;
  const backend = vault.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

function sealedSecretKeeper({ vault, path, plain, log }: DesktopSecretsOptions): SecretKeeper {
  return {
    name: "the operating system's secret storage",
    isProtected: true,
    load() {
      const sealed = existsSync(path) ? unseal(vault, path, log) : null;
      if (sealed === null) return plain.load();
      return [...sealed, ...(plain.load() ?? [])];
    },
    save: (secrets) => writePrivateFile(path, vault.encryptString(JSON.stringify(secrets))),
  };
}

/**
 * The secrets, or null if they cannot be unsealed (another keyring, say). The file is then kept aside, never
 * overwritten.
 */
function unseal(vault: Vault, path: string, log: (line: string) => void): readonly string[] | null {
  try {
    return z
      .array(z.string().min(1))
      .min(1)
      .parse(JSON.parse(vault.decryptString(readFileSync(path))));
  } catch {
    const aside = `${path}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`;
    renameSync(path, aside);
    log(
      `The signing secret could not be unsealed by the operating system, so a new one is used and older cookies will not verify. ` +
        `The sealed file is kept as ${aside}.`,
    );
    return null;
  }
}
