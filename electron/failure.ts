import { app, dialog } from 'electron';
import { shownLanguage } from './shown-language.ts';
import { appName, shellWords } from './strings.ts';
import { log } from './terminal.ts';

/**
 * A start that fails says why where it can be seen: a line on stderr at once, then a dialog. Closing that ends the
 * app.
 */
export async function endOnFailedStart(error: unknown): Promise<never> {
  const message = error instanceof Error ? error.message : String(error);
  process.exitCode = 1;
  log(message);
  await app.whenReady();
  await dialog.showMessageBox({
    type: 'error',
    title: appName,
    message: shellWords[shownLanguage('system')].startFailed,
    detail: message,
  });
  app.exit(1);
  // Never resolves: the app is exiting.
  return new Promise(() => {});
}
