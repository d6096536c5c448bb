import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseSecrets, fileSecretKeeper, readSecretFile } from '../../server/engines/secrets.ts';
import { modeOf } from '../support/folder-bytes.ts';
import { tempDir } from '../support/temp-dir.ts';

function secretPath(): string {
  return join(tempDir(), 'secret');
}

test('makes a secret of 32 random bytes once, and finds it again at the next start', () => {
  const path = secretPath();
  const first = chooseSecrets(undefined, fileSecretKeeper(path));
  expect(first.map((secret) => Buffer.from(secret, 'base64url').length)).toEqual([32]);
  expect(chooseSecrets([], fileSecretKeeper(path))).toEqual(first);
  expect(chooseSecrets(undefined, fileSecretKeeper(secretPath()))).not.toEqual(first);
});

test('writes nothing but the secret, readable by its owner only', () => {
  const path = secretPath();
  chooseSecrets(undefined, fileSecretKeeper(path));
  expect(readdirSync(join(path, '..'))).toEqual(['secret']);
  expect(modeOf(path)).toBe('600');
});

test("the learner's own secrets are used as they are, and kept nowhere", () => {
  const path = secretPath();
  expect(chooseSecrets(['xyz', 'older'], fileSecretKeeper(path))).toEqual(['xyz', 'older']);
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

test('keeps several secrets in their order: the first signs, all verify', () => {
  const keeper = fileSecretKeeper(secretPath());
  keeper.save(['new', 'old', 'oldest']);
  expect(chooseSecrets(undefined, keeper)).toEqual(['new', 'old', 'oldest']);
  keeper.save(['newer', 'new']);
  expect(keeper.load()).toEqual(['newer', 'new']);
});

test('replacing the secrets gives the file mode 0600, whatever its mode was', () => {
  const path = secretPath();
  writeFileSync(path, 'old\n');
  chmodSync(path, 0o666);
  fileSecretKeeper(path).save(['new']);
  expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual(['600', 'new\n']);
});

test('the leftover of an interrupted save is overwritten, with mode 0600', () => {
  const path = secretPath();
  writeFileSync(`${path}.new`, 'half of a');
  chmodSync(`${path}.new`, 0o666);
  fileSecretKeeper(path).save(['new']);
  expect([readdirSync(join(path, '..')), modeOf(path), readFileSync(path, 'utf8')]).toEqual([
    ['secret'],
    '600',
    'new\n',
  ]);
});

test('a save that was cut off leaves the secrets of before', () => {
  const path = secretPath();
  const keeper = fileSecretKeeper(path);
  keeper.save(['old']);
  // A folder at the path of the unfinished file simulates a failing disk.
  mkdirSync(`${path}.new`);
  expect(() => keeper.save(['new'])).toThrow();
  expect(keeper.load()).toEqual(['old']);
});

test.each([
  ['one a line', 'one\ntwo\n', ['one', 'two']],
  ['Windows line ends', 'one\r\ntwo\r\n', ['one', 'two']],
  ['empty lines between', '\n\none\n\ntwo', ['one', 'two']],
  ['spaces, which belong to a secret', ' one \n', [' one ']],
  ['letters of every kind', 'pässwörd 🔑\n', ['pässwörd 🔑']],
])('reads a secret file with %s', (_, text, expected) => {
  const path = secretPath();
  writeFileSync(path, text);
  expect(readSecretFile(path)).toEqual(expected);
});

test('a secret file that cannot be read, or contains no secret, is an error with the reason', () => {
  const folder = tempDir();
  writeFileSync(join(folder, 'empty'), '\n \n');
  expect(() => readSecretFile(join(folder, 'missing'))).toThrow('missing cannot be read: ENOENT');
  expect(() => readSecretFile(folder)).toThrow('cannot be read: EISDIR');
  expect(() => readSecretFile(join(folder, 'empty'))).toThrow('empty holds no secret: write one a line.');
});

test.each([
  ['empty', ''],
  ['empty', '\n \n\t\n'],
  ['not-text', Buffer.from([0xff, 0xfe, 0x80])],
  ['not-text', 'a\0b'],
  ['too-large', 'x'.repeat(2_000_000)],
])('a stored file that is %s is renamed, reported, and a new secret made', (found, content) => {
  const path = secretPath();
  writeFileSync(path, content);
  const keeper = fileSecretKeeper(path);
  const secrets = chooseSecrets(undefined, keeper);
  expect(secrets).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  const [{ keptAs } = { keptAs: null }] = keeper.keptAside;
  expect(keeper.keptAside).toEqual([{ file: 'secret', found, keptAs: expect.stringMatching(/^secret\.unreadable-/) }]);
  expect(readFileSync(join(path, '..', keptAs ?? ''))).toEqual(Buffer.from(content));
  const again = fileSecretKeeper(path);
  expect([again.load(), again.keptAside]).toEqual([secrets, []]);
});
