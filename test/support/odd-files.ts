/** Objects in place of a file: made by hand, by a broken copy, or by another program. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const oddities = {
  empty: (path: string) => writeFileSync(path, ''),
  blank: (path: string) => writeFileSync(path, ' \n\n\t\n'),
  garbage: (path: string) =>
    writeFileSync(path, Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 256))),
  folder: (path: string) => {
    mkdirSync(path);
    writeFileSync(join(path, 'inside'), 'kept');
  },
  pipe: (path: string) => void execFileSync('mkfifo', [path]),
  'broken link': (path: string) => symlinkSync('/nowhere/at/all', path),
  'loop of links': (path: string) => symlinkSync(basename(path), path),
  'closed file': (path: string) => {
    writeFileSync(path, 'closed\n');
    chmodSync(path, 0o000);
  },
} as const;

export type Oddity = keyof typeof oddities;
