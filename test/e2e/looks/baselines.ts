import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Made again by `PICTURES=1 npm test -- browser`; look at test-results/pictures before you commit them. */
export const isMakingBaselines = Boolean(process.env.PICTURES);

const fileOf = (appearance: string) => join(import.meta.dirname, 'baselines', `${appearance}.json`);

/** The fingerprints of the pictures of one appearance, by the name of the picture. */
export function readBaselines(appearance: string): Record<string, string> {
  return JSON.parse(readFileSync(fileOf(appearance), 'utf8')) as Record<string, string>;
}

export function writeBaselines(appearance: string, fingerprints: Readonly<Record<string, string>>): void {
  mkdirSync(dirname(fileOf(appearance)), { recursive: true });
  writeFileSync(fileOf(appearance), `${JSON.stringify(fingerprints, null, 2)}\n`);
}
