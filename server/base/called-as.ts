/**
 * How a user calls a command of the inspector: by npm in a checkout, by npx in an installed package. The path of this
 * module shows which, because npm puts every installed package below `node_modules`.
 */
export const isInstalled = import.meta.url.includes('/node_modules/');

/** The command line that runs the command, without options. */
export function calledAs(command: string, installed = isInstalled): string {
  return installed ? `npx session-inspector ${command}` : `npm run ${command}`;
}

/** The same, ready for options to follow. */
export function calledWithOptions(command: string, installed = isInstalled): string {
  return installed ? calledAs(command, installed) : `${calledAs(command, installed)} --`;
}
