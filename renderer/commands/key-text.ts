import { isSingleKey } from '../../server/contract/commands/commands.ts';
import type { Keyboard } from './command-keys.ts';

/** The key caps, of which the first is held: `['Ctrl', 'K']`, on a Mac `['⌘', 'K']`. */
export function capsOf(key: string, { isMac }: Pick<Keyboard, 'isMac'>): string[] {
  if (isSingleKey(key)) return [key];
  const name = key.slice(key.lastIndexOf('+') + 1);
  const hasShift = key.includes('Shift+');
  return [...(isMac ? ['⌘'] : ['Ctrl']), ...(hasShift ? [isMac ? '⇧' : 'Shift'] : []), name];
}

/** The same for `aria-keyshortcuts`, which has its own names for keys. */
export function ariaKeys(keys: readonly string[], { isMac }: Pick<Keyboard, 'isMac'>): string | undefined {
  if (keys.length === 0) return undefined;
  return keys.map((key) => (isSingleKey(key) ? key : key.replace('Mod', isMac ? 'Meta' : 'Control'))).join(' ');
}
