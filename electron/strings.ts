import type { CommandWords } from '../server/contract/commands/commands.ts';
import type { ShellWords } from '../server/contract/commands/shell-words.ts';
import * as english from '../server/contract/commands/words-en.ts';
import * as chinese from '../server/contract/commands/words-zh.ts';
import type { Language } from '../server/contract/language.ts';

export const appName = 'Session Inspector';

/** The words of the desktop shell: its menu bar, the titles of commands, and what it says before the page is loaded. */
export const wordsOf: Readonly<
  Record<Language, { readonly shellWords: ShellWords; readonly commandWords: CommandWords }>
> = {
  en: english,
  'zh-CN': chinese,
};
