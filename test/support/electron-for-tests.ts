/**
 * The Electron that the end-to-end tests drive: the project's own where its binary can be had, else a published one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installedElectron } from '../../scripts/lib/electron-binary.mjs';
import { hasPublishedElectron, publishedElectron, publishedElectronName } from './published-electron.ts';
import { playwrightLoader, stageApp } from './staged-electron.ts';

const project = join(import.meta.dirname, '../..');

export interface ElectronForTests {
  readonly name: string;
  readonly executablePath: string;
  /** The first argument of the command line: the path of the app, unless the binary contains the app. */
  readonly args: readonly string[];
  /** The same when Playwright starts it: the app must not run ahead before Playwright has attached. */
  readonly argsUnderPlaywright: readonly string[];
}

/** Expects the app to be built. Throws, with what to do, if there is no Electron to be had. */
export async function electronForTests(say: (line: string) => void = () => {}): Promise<ElectronForTests> {
  if (!existsSync(join(project, 'out', 'main', 'main.js')))
    throw new Error('The app is not built: run `npm run build`.');
  const own = installedElectron();
  if (own !== null) {
    const argsUnderPlaywright = ['-r', playwrightLoader(project), project];
    return { name: `the project's own Electron (${own})`, executablePath: own, args: [project], argsUnderPlaywright };
  }
  if (!hasPublishedElectron) {
    throw new Error(`Electron's binary is missing: run \`npx install-electron\` where its downloads can be reached.`);
  }
  const executablePath = stageApp(await publishedElectron(say), project);
  return { name: publishedElectronName, executablePath, args: [], argsUnderPlaywright: [] };
}
