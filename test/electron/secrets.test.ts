import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { desktopSecretKeeper, type Vault } from '../../electron/secrets.ts';
import { fileSecretKeeper } from '../../server/index.ts';
import { needs, where } from '../support/where.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const plain = () => fileSecretKeeper(join(folder, 'secret'));
const sealedFile = () => join(folder, 'secret.sealed');
const keeper = (vault: Vault) => desktopSecretKeeper({ vault, path: sealedFile(), plain: plain() });

/** A vault that seals with a key, as a keyring does; with another key it cannot open. */
function vaultWith(key: number, backend = 'gnome_libsecret'): Vault {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ key));
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend as ReturnType<Vault['getSelectedStorageBackend']>,
    encryptString: (text) => turn(Buffer.from(`sealed:${text}`)),
    decryptString: (bytes) => {
      const text = turn(bytes).toString();
      if (!text.startsWith('sealed:')) throw new Error('wrong key');
      return text.slice('sealed:'.length);
    },
  };
}

test('returns the secrets that the operating system sealed, in order, and leaves no readable copy', () => {
  keeper(vaultWith(7)).save(['first', 'second']);
  expect(keeper(vaultWith(7)).load()).toEqual(['first', 'second']);
  expect(readdirSync(folder)).toEqual(['secret.sealed']);
  expect(readFileSync(sealedFile()).includes('first')).toBe(false);
  expect(statSync(sealedFile()).mode & 0o777).toBe(0o600);
});

test('has nothing to give before the first start', () => {
  expect(keeper(vaultWith(7)).load()).toBeNull();
  expect(keeper(vaultWith(7)).isProtected).toBe(true);
});

where(needs.linux)('uses the file where the storage only scrambles, and does not call it protected', () => {
  const chosen = keeper(vaultWith(7, 'basic_text'));
  chosen.save(['one']);
  expect([chosen.isProtected, readdirSync(folder)]).toEqual([false, ['secret']]);
});

test('uses the file where there is no storage', () => {
  expect(keeper({ ...vaultWith(7), isEncryptionAvailable: () => false }).isProtected).toBe(false);
});

test('keeps the secret of a folder that browser mode made where browser mode finds it', () => {
  plain().save(['of-browser-mode']);
  expect(keeper(vaultWith(7)).load()).toEqual(['of-browser-mode']);
  expect(existsSync(sealedFile())).toBe(false);
});

test('verifies with the secret of browser mode as well, if that came later', () => {
  keeper(vaultWith(7)).save(['sealed-one']);
  plain().save(['of-browser-mode']);
  expect(keeper(vaultWith(7)).load()).toEqual(['sealed-one', 'of-browser-mode']);
});

test('renames a file that it cannot unseal, reports it, and continues without it', () => {
  keeper(vaultWith(7)).save(['lost']);
  const sealed = readFileSync(sealedFile());
  const again = keeper(vaultWith(8));
  expect(again.load()).toBeNull();
  const [aside] = readdirSync(folder);
  expect(aside).toMatch(/^secret\.sealed\.unreadable-/);
  expect(readFileSync(join(folder, aside as string))).toEqual(sealed);
  expect(again.keptAside).toEqual([{ file: 'secret.sealed', found: 'sealed', keptAs: aside }]);
});

test('keeps aside a sealed file that was damaged', () => {
  writeFileSync(sealedFile(), 'garbage');
  expect(keeper(vaultWith(7)).load()).toBeNull();
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/unreadable/)]);
});
