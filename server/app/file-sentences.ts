/** Terminal messages about files of the data folder. */
import type { SettingsTrouble } from '../base/settings-file.ts';
import { type FoundInstead, holdsSecrets, type KeptAside } from '../contract/kept-aside.ts';
import type { FileNotice } from '../storage/storage-options.ts';

/** Why some or all settings were reset to their defaults. */
export function settingsSentence({ keptAside, dropped }: SettingsTrouble): string {
  const what = dropped.length === 0 ? 'The settings' : `Of the settings, ${dropped.join(', ')}`;
  const where = keptAside === null ? '' : ` The file is kept as ${keptAside}.`;
  return `${what} could not be read, so the defaults are used.${where}`;
}

const foundInstead: Readonly<Record<FoundInstead, string>> = {
  folder: 'was a folder',
  pipe: 'was a pipe',
  socket: 'was a socket',
  device: 'was a device',
  'broken-link': 'was a link that leads nowhere',
  empty: 'was empty',
  'too-large': 'was far too large',
  'not-text': 'did not hold text',
  'not-a-database': 'was not a database',
  unreadable: 'could not be read',
  sealed: 'could not be unsealed by the operating system',
};

/** Which object was found in place of a file, and how the app reacted. */
export function keptAsideSentence({ file, found, keptAs }: KeptAside): string {
  const what = `The file ${file} in the data folder ${foundInstead[found]}.`;
  if (keptAs === null) return `${what} It could not be renamed either, so it is not used.`;
  const secret = holdsSecrets(file) ? ' Cookies that were signed with a secret of that file are refused now.' : '';
  return `${what} It is kept as ${keptAs}, and a new one takes its place.${secret}`;
}

/** How the files of the database were changed from outside while they were open, and the consequence. */
export function fileSentence(notice: FileNotice): string {
  switch (notice.code) {
    case 'database-copied':
      return (
        `Everything that was in the database was copied to ${notice.copy} in the data folder. ` +
        'To use the copy, end the app and rename the copy to inspector.db.'
      );
    case 'database-not-copied':
      return (
        `What is in the open database could not be copied into the data folder: ${notice.reason}. ` +
        'It is tried every few seconds. Until the app ends, the window saves a copy elsewhere (Save a copy).'
      );
    case 'closed-off':
      return notice.what === 'file'
        ? 'The database file was closed to its owner while it was in use. It was opened to its owner again.'
        : 'The data folder cannot be written any more. The database goes on; settings, secrets and the search index ' +
            'cannot be kept.';
  }
}
