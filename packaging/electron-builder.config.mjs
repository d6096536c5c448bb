/**
 * How electron-builder makes the desktop packages. It is given a staged app (desktop-app.mjs) and adds Electron, icons
 * and the entries of the system. https://www.electron.build/configuration
 */
import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../scripts/lib/project.mjs';
import { buildTime } from './build-time.mjs';
import { fuses } from './fuses.mjs';
import { licences } from './licences.mjs';
import { maintainer } from './publisher.mjs';
import { isSigning, suffixOfUnsigned } from './signing.mjs';

const { PACKAGE_APP, PACKAGE_ELECTRON, PACKAGE_ELECTRON_VERSION, PACKAGE_COMPRESSION } = process.env;
const resources = (name) => inProject('packaging', name);
const association = (ext, name, mimeType) => ({
  ext,
  name,
  description: name,
  mimeType,
  role: 'Viewer',
  // The editor that a user has chosen for such files stays their program.
  rank: 'Alternate',
});

/** What the binary is linked with. Newer releases renamed some of these when they widened time_t. */
const dependenciesOnDebian = [
  ...['libasound2', 'libatk-bridge2.0-0', 'libatspi2.0-0', 'libcups2', 'libgtk-3-0'].map(
    (name) => `${name} | ${name}t64`,
  ),
  ...['libdrm2', 'libgbm1', 'libnss3', 'libxcomposite1', 'libxdamage1', 'libxfixes3', 'libxkbcommon0', 'libxrandr2'],
  // Loaded while it runs: the keychain for the signing secret, and the browser for links.
  ...['libsecret-1-0', 'xdg-utils'],
];
/** The same by the names of Fedora and openSUSE. */
const dependenciesOnFedora = [
  ...['(alsa-lib or libasound2)', '(mesa-libgbm or libgbm1)', '(nss or mozilla-nss)', '(gtk3 or libgtk-3-0)'],
  ...['at-spi2-core', '(libXcomposite or libXcomposite1)', '(libsecret or libsecret-1-0)', 'xdg-utils'],
];

export default {
  appId: 'dev.session-inspector.SessionInspector',
  // On Linux it is the name of the folder, and xdg-open cannot start a program whose path has a space.
  productName: process.platform === 'linux' ? 'session-inspector' : 'Session Inspector',
  copyright: 'Copyright © Session Inspector contributors',
  artifactName: `\${name}-\${version}-linux-\${arch}.\${ext}`,
  directories: { app: PACKAGE_APP, output: inProject('dist'), buildResources: resources('icons') },
  electronVersion: PACKAGE_ELECTRON_VERSION,
  ...(PACKAGE_ELECTRON ? { electronDist: PACKAGE_ELECTRON } : {}),
  electronLanguages: ['en-US', 'zh-CN'],
  electronFuses: fuses,
  files: ['**/*'],
  npmRebuild: false,
  nodeGypRebuild: false,
  buildDependenciesFromSource: false,
  asar: true,
  asarUnpack: ['**/*.node'],
  // The default of each is its oldest.
  toolsets: { appimage: '1.0.3', nsis: '1.2.1', winCodeSign: '1.1.0' },
  fileAssociations: [
    association('har', 'HTTP Archive', 'application/har+json'),
    association('ndjson', 'Newline-delimited JSON', 'application/x-ndjson'),
  ],
  linux: {
    executableName: 'session-inspector',
    category: 'Development',
    icon: resources('icons'),
    synopsis: 'Watch web sessions and their cookies happen',
    maintainer: maintainer(),
    // Paths, not file:// addresses.
    executableArgs: ['%F'],
    desktop: {
      entry: {
        Name: 'Session Inspector',
        'Comment[zh_CN]': '观察网页会话和 Cookie 的变化',
        Keywords: 'session;cookie;http;har;',
        StartupWMClass: 'Session Inspector',
      },
    },
  },
  deb: {
    afterInstall: resources('linux/after-install.sh'),
    afterRemove: resources('linux/after-remove.sh'),
    compression: PACKAGE_COMPRESSION || 'xz',
    depends: dependenciesOnDebian,
    recommends: [],
  },
  rpm: {
    afterInstall: resources('linux/after-install.sh'),
    afterRemove: resources('linux/after-remove.sh'),
    depends: dependenciesOnFedora,
    compression: 'gzip',
  },
  mac: {
    category: 'public.app-category.developer-tools',
    icon: resources('icons/icon.icns'),
    electronLanguages: ['en', 'zh_CN'],
    hardenedRuntime: true,
    identity: isSigning() ? undefined : null,
    notarize: isSigning() && Boolean(process.env.APPLE_TEAM_ID || process.env.APPLE_API_KEY),
    artifactName: `\${name}-\${version}-mac-\${arch}${suffixOfUnsigned()}.\${ext}`,
  },
  win: {
    executableName: 'session-inspector',
    icon: resources('icons/icon.ico'),
    artifactName: `\${name}-\${version}-windows-\${arch}${suffixOfUnsigned()}.\${ext}`,
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // The data of the user stays.
    deleteAppDataOnUninstall: false,
    include: resources('windows/installer.nsh'),
    artifactName: `\${name}-\${version}-windows-\${arch}-setup${suffixOfUnsigned()}.\${ext}`,
  },
  portable: { artifactName: `\${name}-\${version}-windows-\${arch}-portable${suffixOfUnsigned()}.\${ext}` },
  publish: null,
  async afterPack({ appOutDir, electronPlatformName, packager }) {
    const folder =
      electronPlatformName === 'darwin'
        ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
        : join(appOutDir, 'resources');
    cpSync(join(PACKAGE_APP, 'LICENSE'), join(folder, 'LICENSE'));
    const sqlite = join(PACKAGE_APP, 'node_modules', 'better-sqlite3');
    writeFileSync(join(folder, 'LICENSES.md'), licences('desktop', [sqlite]));
    if (electronPlatformName === 'linux') sameTimes(appOutDir);
  },
};

/** Archives carry the times of files: the same sources are to give the same archive. */
function sameTimes(folder) {
  execFileSync('find', [folder, '-exec', 'touch', '-h', '-d', `@${buildTime()}`, '{}', '+']);
}
