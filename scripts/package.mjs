/** npm run package -- TARGET... [--arch ARCH]: builds, and writes packages for others into dist/. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from './lib/build.mjs';
import { electronBinary } from './lib/electron-binary.mjs';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { packageBin, projectNode, withNodeFirst } from './lib/node-binary.mjs';
import { installPackager } from './lib/packager.mjs';
import { inProject, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { installIfMissing, npm } from './setup.mjs';

/** Of each system: the targets of electron-builder that it can make. */
const desktopTargets = {
  linux: ['dir', 'deb', 'rpm', 'tar.gz', 'zip', 'AppImage'],
  darwin: ['dir', 'dmg', 'zip'],
  win32: ['dir', 'nsis', 'portable', 'zip'],
};
const flagOfSystem = { linux: '--linux', darwin: '--mac', win32: '--win' };
const desktop = desktopTargets[process.platform] ?? [];
const others = { npm: packNpm, sbom: writeSbom, checksums: writeChecksums };

await runScript(async (args) => {
  const { names, arch } = parse(args);
  await installIfMissing();
  mkdirSync(inProject('dist'), { recursive: true });
  if (names.some((name) => name !== 'checksums')) await buildIfStale();
  const chosen = names.filter((name) => desktop.includes(name));
  if (chosen.length > 0) await packDesktop(chosen, arch);
  for (const name of Object.keys(others)) if (names.includes(name)) await others[name]();
  return 0;
}, usage());

function usage() {
  return `Usage: npm run package -- TARGET... [--arch x64|arm64]

Builds, and writes packages into dist/.

  npm               the package for npx and Express apps
  ${desktop.join(', ').padEnd(16)}  the desktop app, for this system
  sbom              the list of what is in them (CycloneDX)
  checksums         dist/SHA256SUMS, over all that is in dist/

docs/releasing.md has the variables for signing.`;
}

function parse(args) {
  const known = [...desktop, ...Object.keys(others)];
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { arch: { type: 'string', default: process.arch } },
    });
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new Error(`No target is called ${unknown}.`);
    if (positionals.length === 0) throw new Error('Name at least one target.');
    if (!['x64', 'arm64'].includes(values.arch)) throw new Error(`--arch takes x64 or arm64, not ${values.arch}.`);
    return { names: positionals, arch: values.arch };
  } catch (error) {
    throw new ScriptFailure(`${error.message} There are: ${known.join(', ')}.`, 2);
  }
}

async function packNpm() {
  const { stageNpmPackage } = await import('../packaging/npm-package.mjs');
  const folder = inProject('.cache', 'npm-package');
  await stageNpmPackage(folder);
  const status = await npm(['pack', '--pack-destination', inProject('dist'), '--loglevel=error'], folder);
  if (status !== 0) throw new ScriptFailure(`npm pack ended with status ${status}.`);
}

/** Stages the app and has electron-builder pack it. The tools that it would download are those of the system here. */
async function packDesktop(targets, arch) {
  const node = await projectNode();
  const electron = await electronToPack(node);
  await installPackager();
  const { stageDesktopApp } = await import('../packaging/desktop-app.mjs');
  const { isSigning } = await import('../packaging/signing.mjs');
  const app = inProject('.cache', 'desktop-app');
  stageDesktopApp(app, {
    platform: process.platform,
    arch,
    isSigned: isSigning(),
    sqlite: process.env.PACKAGE_SQLITE || null,
  });
  if (!isSigning()) say('ENABLE_SIGNING is not true, so the packages are not signed.');
  const builder = inProject('packaging', 'node_modules', 'electron-builder', 'cli.js');
  const config = inProject('packaging', 'electron-builder.config.mjs');
  const args = [builder, flagOfSystem[process.platform], ...targets, `--${arch}`, '--config', config];
  const status = await run(node, [...args, '--publish', 'never'], {
    cwd: inProject('packaging'),
    stdio: ['ignore', 2, 2],
    env: { ...withNodeFirst(node), ...systemTools(), ...electron, PACKAGE_APP: app, ...signing(isSigning()) },
  });
  if (status !== 0) throw new ScriptFailure(`electron-builder ended with status ${status}.`);
}

/** The Electron of the project, or the one that the variables name: a folder, and which version it is. */
async function electronToPack(node) {
  const { PACKAGE_ELECTRON, PACKAGE_ELECTRON_VERSION } = process.env;
  if (PACKAGE_ELECTRON && PACKAGE_ELECTRON_VERSION) return { PACKAGE_ELECTRON, PACKAGE_ELECTRON_VERSION };
  const binary = await electronBinary(node);
  if (binary === null) {
    throw new ScriptFailure(
      "Electron's binary is not here and could not be downloaded. Run `npx install-electron` where it can be, or name " +
        'a folder with PACKAGE_ELECTRON and its version with PACKAGE_ELECTRON_VERSION.',
    );
  }
  const { version } = JSON.parse(readFileSync(packageBin('electron', 'package.json'), 'utf8'));
  const folder = process.platform === 'darwin' ? join(dirname(binary), '../../..') : dirname(binary);
  return { PACKAGE_ELECTRON: folder, PACKAGE_ELECTRON_VERSION: version };
}

function systemTools() {
  if (process.platform !== 'linux') return {};
  const sevenZip = '/usr/bin/7za';
  return {
    CUSTOM_FPM_PATH: inProject('packaging', 'fpm.mjs'),
    ...(existsSync(sevenZip) ? { ELECTRON_BUILDER_7ZIP_PATH: sevenZip } : {}),
  };
}

/** Without the variable, a certificate of this machine is left alone. */
function signing(isWanted) {
  return isWanted ? {} : { CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
}

async function writeSbom() {
  const { sbom } = await import('../packaging/sbom.mjs');
  await sbom(inProject('dist'));
}

async function writeChecksums() {
  const { checksums } = await import('../packaging/checksums.mjs');
  checksums(inProject('dist'));
}
