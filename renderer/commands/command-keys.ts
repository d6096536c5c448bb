import { COMMAND_IDS, type CommandId, factsOf, isSingleKey } from '../../server/contract/commands/commands.ts';

/** The platform of the window: it decides the meaning of `Mod`, and which keys the page may use. */
export interface Keyboard {
  readonly isMac: boolean;
  readonly isBrowser: boolean;
}

/**
 * Of the keys with a modifier, those a page may take in a browser: it is used to pages that do. The rest are the
 * browser's own.
 */
const FREE_IN_BROWSER: ReadonlySet<string> = new Set(['Mod+K', 'Mod+F', 'Mod+/']);

/** The keys of a command that work here. */
export function keysHere(id: CommandId, { isBrowser }: Keyboard): readonly string[] {
  const keys = factsOf(id).keys ?? [];
  return isBrowser ? keys.filter((key) => isSingleKey(key) || FREE_IN_BROWSER.has(key)) : keys;
}

/** The used members of a key press. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command of the pressed key, and that key; null if no command uses it. */
export function commandOfPress(press: KeyPress, keyboard: Keyboard): { id: CommandId; key: string } | null {
  for (const id of COMMAND_IDS) {
    const key = keysHere(id, keyboard).find((candidate) => isPressed(candidate, press, keyboard));
    if (key !== undefined) return { id, key };
  }
  return null;
}

function isPressed(key: string, press: KeyPress, { isMac }: Keyboard): boolean {
  if (press.altKey) return false;
  // The modifiers that a "?" needs on the user's keyboard.
  if (isSingleKey(key)) return !press.ctrlKey && !press.metaKey && press.key === key;
  const [isMod, isOther] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (!isMod || isOther) return false;
  const name = key.slice(key.lastIndexOf('+') + 1);
  if (/^[A-Z]$/.test(name)) return press.shiftKey === key.includes('Shift+') && letterOf(press) === name;
  return press.key === name;
}

/** The letter on a Latin keyboard. If the keyboard types another script, the Latin letter at the same place. */
function letterOf({ key, code }: KeyPress): string {
  const isLatin = /^[a-z]$/i.test(key);
  return isLatin ? key.toUpperCase() : code.replace(/^Key/, '');
}
