import { dirname, join } from 'node:path';
import { type SettingsChange, settingsChangeSchema } from '../contract/settings.ts';
import { keepAside } from './keep-aside.ts';
import type { SettingsKeeper } from './live-settings.ts';
import { readOwnText } from './own-file.ts';
import { writePrivateFile } from './write-private-file.ts';

/** The file existed, but not all of it could be used. */
export interface SettingsTrouble {
  /** The new path of the unusable file. Null if it could not even be renamed. */
  readonly keptAside: string | null;
  /** The settings that were reset to their defaults. Empty if all of them were reset. */
  readonly dropped: readonly string[];
}

export interface SettingsFile extends SettingsKeeper {
  readonly trouble: SettingsTrouble | null;
}

/** A settings file has a few kilobytes; a larger file was not written by this app. */
const maxBytes = 1024 * 1024;

/**
 * Stores the user's choices in a JSON file of mode 0600. A file that cannot be used is renamed and never overwritten;
 * its readable settings are used, and the others have their defaults. `onFailure` gets the error of a choice that could
 * not be written; the choice is still valid until the app ends.
 */
export function openSettingsFile(path: string, onFailure: (error: unknown) => void): SettingsFile {
  const { kept, ofNewer, dropped } = readChoices(path);
  const isWhole = dropped !== null && dropped.length === 0;
  let lastWritten = JSON.stringify(kept);
  return {
    kept,
    trouble: isWhole ? null : { keptAside: moveAside(path), dropped: dropped ?? [] },
    keep(choices) {
      const text = JSON.stringify(choices);
      if (text === lastWritten) return;
      try {
        writePrivateFile(path, `${JSON.stringify({ ...ofNewer, ...choices }, null, 2)}\n`);
        lastWritten = text;
      } catch (error) {
        onFailure(error);
      }
    },
  };
}

interface Choices {
  readonly kept: SettingsChange;
  /** Settings that only a newer version knows. They are not damaged, and they are written back unchanged. */
  readonly ofNewer: Readonly<Record<string, unknown>>;
  /** The names of the settings that cannot be used; null if the whole file cannot be used. */
  readonly dropped: readonly string[] | null;
}

function readChoices(path: string): Choices {
  const read = readOwnText(path, maxBytes);
  if (read === null) return { kept: {}, ofNewer: {}, dropped: [] };
  const found = 'text' in read ? parsed(read.text) : null;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    return { kept: {}, ofNewer: {}, dropped: null };
  }
  const isKnown = ([name]: [string, unknown]) => Object.hasOwn(settingsChangeSchema.shape, name);
  const entries = Object.entries(found);
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of entries.filter(isKnown)) {
    const field = settingsChangeSchema.shape[name as keyof SettingsChange].safeParse(value);
    if (field.success) kept[name] = field.data;
    else dropped.push(name);
  }
  return { kept, ofNewer: Object.fromEntries(entries.filter((entry) => !isKnown(entry))), dropped };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * A file that could not be renamed stays until the next choice is written. The notice says that it could not be used.
 */
function moveAside(path: string): string | null {
  const { keptAs } = keepAside(path, 'unreadable');
  return keptAs === null ? null : join(dirname(path), keptAs);
}
