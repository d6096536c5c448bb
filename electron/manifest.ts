import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package.json of the app: of the checkout, or the one that a package contains. */
export interface Manifest {
  readonly version: string;
  /** Where newer versions are. Null if the app was not built for a page of releases. */
  readonly releasesUrl: string | null;
  /** Whether the package is signed. Null in a checkout. */
  readonly isSigned: boolean | null;
}

/** Reads the manifest two folders above the bundles, where packaging/desktop-app.mjs puts it. */
export function readManifest(file = join(import.meta.dirname, '../../package.json')): Manifest {
  const { version, homepage, isSigned = null } = JSON.parse(readFileSync(file, 'utf8'));
  // A package that was built on one's own machine names a page of that machine, because Debian wants one.
  const releasesUrl = /^https:/.test(homepage ?? '') ? `${homepage.replace(/\/$/, '')}/releases` : null;
  return { version, releasesUrl, isSigned };
}
