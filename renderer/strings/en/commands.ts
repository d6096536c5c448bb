import { commandWords } from '../../../server/contract/commands/words-en.ts';

/** What the window's commands are called, as the desktop's menu bar has it, and the words around them. */
export const commands = {
  ...commandWords,
};
