/**
 * The switches in Electron's binary that a package sets for good, under electron-builder's names for them.
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  // macOS and Windows check it. On Linux the modes of the installed files protect the app.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};
