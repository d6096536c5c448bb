import { COMMAND_IDS, type CommandId, factsOf, isSingleKey } from '../../server/contract/commands/commands.ts';

/** Where the window runs: decides what `Mod` is, and which keys are the page's to take. */
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

/** What is read of a key press. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command whose key was pressed, and that key; null if it is nobody's. */
export function commandOfPress(press: KeyPress, keyboard: Keyboard): { id: CommandId; key: string } | null {
  for (const id of COMMAND_IDS) {
    const key = keysHere(id, keyboard).find((candidate) => isPressed(candidate, press, keyboard));
    if (key !== undefined) return { id, key };
  }
  return null;
}

function isPressed(key: string, press: KeyPress, { isMac }: Keyboard): boolean {
  if (press.altKey) return false;
  // Whatever it takes to type a "?" on this keyboard.
  if (isSingleKey(key)) return !press.ctrlKey && !press.metaKey && press.key === key;
  const [isMod, isOther] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (!isMod || isOther) return false;
  const name = key.slice(key.lastIndexOf('+') + 1);
  if (/^[A-Z]$/.test(name)) return press.shiftKey === key.includes('Shift+') && letterOf(press) === name;
  return press.key === name;
}

/** The letter on a Latin keyboard; where the keyboard types another script, the letter that stands at its place. */
function letterOf({ key, code }: KeyPress): string {
  const isLatin = /^[a-z]$/i.test(key);
  return isLatin ? key.toUpperCase() : code.replace(/^Key/, '');
}
