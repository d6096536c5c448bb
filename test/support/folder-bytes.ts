import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file of a folder by name, with its mode and its bytes: what must be the same where nothing may change. */
export function folderBytes(path: string): Record<string, { mode: string; bytes: string }> {
  const names = readdirSync(path).filter((name) => statSync(join(path, name)).isFile());
  return Object.fromEntries(
    names.map((name) => [name, { mode: modeOf(join(path, name)), bytes: readFileSync(join(path, name), 'latin1') }]),
  );
}

/** Permission bits as people write them: '600'. */
export function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
