import { readFileSync } from 'node:fs';

/** The manifest of the project, and of the package: the sources and the bundles are two folders below it. */
const manifest = new URL('../../package.json', import.meta.url);

/** Prints the version alone. */
export function printVersion(): void {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  process.stdout.write(`${version}\n`);
}
