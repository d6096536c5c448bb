import type { FoundInstead, KeptAside } from './kept-aside.ts';

/** The words of {@link keptAsideSentence} in one language. */
export interface KeptAsideWords {
  readonly what: (file: string, found: string) => string;
  readonly found: Readonly<Record<FoundInstead, string>>;
  readonly notRenamed: (what: string) => string;
  readonly renamed: (what: string, keptAs: string, isSecret: boolean) => string;
}

/** The sentence on an object that was found in place of a file of the app, and on its renaming. */
export function keptAsideSentence({ file, found, keptAs }: KeptAside, words: KeptAsideWords): string {
  const what = words.what(file, words.found[found]);
  return keptAs === null ? words.notRenamed(what) : words.renamed(what, keptAs, holdsSecrets(file));
}

/** Whether a file of this name in the data folder contains the signing secrets. */
function holdsSecrets(file: string): boolean {
  return file === 'secret' || file === 'secret.sealed';
}

/** Sentences about files of the data folder in English. The terminal and the window say the same. */
export const fileWords = {
  settingsUnreadable: (keptAside: string | null, dropped: readonly string[]) =>
    `${dropped.length === 0 ? 'The settings' : `Some settings (${dropped.join(', ')})`} could not be read, so the ` +
    `defaults are used.${keptAside === null ? '' : ` The file is kept as ${keptAside}.`}`,
  keptAside: {
    what: (file: string, found: string) => `The file ${file} in the data folder ${found}.`,
    found: {
      folder: 'was a folder',
      pipe: 'was a pipe',
      socket: 'was a socket',
      device: 'was a device',
      'broken-link': 'was a link that leads nowhere',
      empty: 'was empty',
      'too-large': 'was far too large',
      'not-text': 'did not contain text',
      'not-a-database': 'was not a database',
      unreadable: 'could not be read',
      sealed: 'could not be unsealed by the operating system',
    },
    notRenamed: (what: string) => `${what} It could not be renamed either, so it is not used.`,
    renamed: (what: string, keptAs: string, isSecret: boolean) =>
      `${what} It is kept as ${keptAs}, and a new one takes its place.` +
      (isSecret ? ' Cookies that were signed with a secret of that file are refused now.' : ''),
  },
  copied: (copy: string) =>
    `Everything that was in the database was copied to ${copy} in the data folder. ` +
    'To use the copy, end Session Inspector and rename the copy to inspector.db.',
  notCopied: (reason: string) =>
    `The content of the open database could not be copied into the data folder: ${reason}. The copy is tried again ` +
    'every few seconds. Until Session Inspector ends, the window can save it elsewhere (Save a copy).',
  closedOff: {
    file:
      'The permissions of the database file were removed while it was in use. Session Inspector has restored them ' +
      'for its owner.',
    folder:
      'The data folder cannot be written to any more. The database still works; settings, secrets and the search ' +
      'index cannot be saved.',
  },
};
