import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptFailure } from '../scripts/lib/fail.mjs';
import { inProject } from '../scripts/lib/project.mjs';
import { npmOutput } from '../scripts/setup.mjs';

/**
 * Writes the list of the packages in the app as CycloneDX JSON into a folder: those that the bundles are made from, and
 * Electron, which npm takes for a tool.
 */
export async function sbom(folder) {
  const { status, output } = await npmOutput(['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']);
  if (status !== 0) throw new ScriptFailure(`npm sbom ended with status ${status}: ${output}`);
  const list = JSON.parse(output);
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
  const electron = lock.packages['node_modules/electron'].version;
  // npm takes the name from the folder of the checkout.
  list.metadata.component = { ...list.metadata.component, name: 'session-inspector' };
  list.components.push({
    'bom-ref': `electron@${electron}`,
    type: 'framework',
    name: 'electron',
    version: electron,
    purl: `pkg:npm/electron@${electron}`,
    description: 'Contains Chromium, V8 and Node; LICENSES.chromium.html of a desktop package lists their parts.',
    licenses: [{ license: { id: 'MIT' } }],
  });
  writeFileSync(join(folder, `session-inspector-${version}.cdx.json`), `${JSON.stringify(list, null, 2)}\n`);
}
