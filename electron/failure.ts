import { app, dialog } from 'electron';
import { messageOf } from '../server/base/thrown.ts';
import { shownLanguage } from './shown-language.ts';
import { appName, wordsOf } from './strings.ts';
import { log } from './terminal.ts';

/** Reports a failed start: with a line on stderr immediately, then in a dialog. Closing the dialog ends the app. */
export async function endOnFailedStart(error: unknown): Promise<never> {
  const message = messageOf(error);
  process.exitCode = 1;
  log(message);
  await app.whenReady();
  await dialog.showMessageBox({
    type: 'error',
    title: appName,
    message: wordsOf[shownLanguage('system')].shellWords.startFailed,
    detail: message,
  });
  app.exit(1);
  // Never resolves: the app is exiting.
  return new Promise(() => {});
}
