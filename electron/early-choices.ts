import { readOwnText } from '../server/base/own-file.ts';
import { type LanguageChoice, languageChoiceOf } from '../server/contract/language.ts';
import type { Settings } from '../server/contract/settings.ts';

/** The settings on which the window, its menu and its first picture depend. */
export interface ShellChoices {
  readonly theme: Settings['theme'];
  readonly contrast: Settings['contrast'];
  readonly language: LanguageChoice;
}

/**
 * Reads these settings from their file before the core is loaded, while the window opens. The core reads the file
 * again, completely, and reports its faults; here an unreadable setting follows the system.
 */
export function readEarlyChoices(settingsFile: string): ShellChoices {
  const { theme, contrast, language } = parsed(settingsFile);
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    contrast: contrast === 'normal' || contrast === 'more' ? contrast : 'system',
    language: languageChoiceOf(language),
  };
}

const maxBytes = 1024 * 1024;

function parsed(settingsFile: string): Readonly<Record<string, unknown>> {
  try {
    const read = readOwnText(settingsFile, maxBytes);
    const found: unknown = read !== null && 'text' in read ? JSON.parse(read.text) : null;
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}
