/**
 * Keeps the signing secrets with the operating system's own secret storage, where that truly protects them: the
 * Keychain, DPAPI, or a keyring on Linux. Electron also offers a storage that only scrambles (`basic_text`); a file
 * that only the user can read is as good and honest about it, so there the core's own keeper is used.
 */
import { existsSync, rmSync } from 'node:fs';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { keepAside } from '../server/base/keep-aside.ts';
import { readOwnFile } from '../server/base/own-file.ts';
import type { FoundInstead, KeptAside } from '../server/contract/kept-aside.ts';
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
}

/** The keeper to use. Call when the app is ready: before that, Linux does not know its keyring. */
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

function sealedSecretKeeper({ vault, path, plain }: DesktopSecretsOptions): SecretKeeper {
  const own: KeptAside[] = [];
  const unsealed = (): readonly string[] | null => {
    const read = readOwnFile(path, mostBytes);
    if (read === null) return null;
    const secrets = 'bytes' in read ? unseal(vault, read.bytes) : null;
    if (secrets === null) own.push(keepAsideOrThrow(path, 'found' in read ? read.found : 'sealed'));
    return secrets;
  };
  return {
    name: "the operating system's secret storage",
    isProtected: true,
    get keptAside() {
      return [...own, ...plain.keptAside];
    },
    load() {
      const sealed = unsealed();
      if (sealed === null) return plain.load();
      return [...sealed, ...(plain.load() ?? [])];
    },
    save(secrets) {
      if (secrets.length === 0) rmSync(path, { force: true });
      else writePrivateFile(path, vault.encryptString(JSON.stringify(secrets)));
    },
  };
}

/** Sealed secrets are some kilobytes. */
const mostBytes = 16 * 1024 * 1024;

/** The secrets, or null if they cannot be unsealed (another keyring, say). */
function unseal(vault: Vault, sealed: Buffer): readonly string[] | null {
  try {
    return z
      .array(z.string().min(1))
      .min(1)
      .parse(JSON.parse(vault.decryptString(sealed)));
  } catch {
    return null;
  }
}

/** Secrets that the system cannot unseal now are never written over. */
function keepAsideOrThrow(path: string, found: FoundInstead): KeptAside {
  const kept = keepAside(path, found);
  if (kept.keptAs === null) throw new Error(`${path} cannot be unsealed and cannot be renamed: move it away.`);
  return kept;
}
