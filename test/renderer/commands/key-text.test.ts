import { describe, expect, it } from 'vitest';
import { ariaKeys, capsOf } from '../../../renderer/commands/key-text.ts';
import { PANEL_KEYS } from '../../../renderer/commands/panel-keys.ts';
import { rowAfterKey } from '../../../renderer/ui/grid-keys.ts';
import { COMMAND_IDS, factsOf } from '../../../server/contract/commands/commands.ts';

describe('a key as it is written', () => {
  it.each([
    ['Mod+K', ['Ctrl', 'K'], ['⌘', 'K']],
    ['Mod+Shift+K', ['Ctrl', 'Shift', 'K'], ['⌘', '⇧', 'K']],
    ['Mod+,', ['Ctrl', ','], ['⌘', ',']],
    ['?', ['?'], ['?']],
  ])('%s', (key, elsewhere, onMac) => {
    expect(capsOf(key, { isMac: false })).toEqual(elsewhere);
    expect(capsOf(key, { isMac: true })).toEqual(onMac);
  });

  it('has its own names for assistive tools', () => {
    expect(ariaKeys(['Mod+F', '/'], { isMac: false })).toBe('Control+F /');
    expect(ariaKeys(['Mod+F'], { isMac: true })).toBe('Meta+F');
    expect(ariaKeys([], { isMac: false })).toBeUndefined();
  });
});

describe('the keys of panels', () => {
  const KEY_OF_CAP: Readonly<Record<string, string>> = {
    '↑': 'ArrowUp',
    '↓': 'ArrowDown',
    PgUp: 'PageUp',
    PgDn: 'PageDown',
  };
  const caps = Object.values(PANEL_KEYS).flatMap((keys) => keys.flatMap(([, own]) => own));

  it('are no commands', () => {
    const keys: readonly string[] = COMMAND_IDS.flatMap((id) => factsOf(id).keys ?? []);
    expect(caps.filter((cap) => keys.includes(cap))).toEqual([]);
  });

  it('of a table are the ones that move in it', () => {
    const moving = PANEL_KEYS.rows.filter(([does]) => /rows?(Up|Down)|(first|last)Row/.test(does));
    expect(moving).toHaveLength(6);
    for (const [does, keys] of moving) {
      for (const cap of keys) expect([does, rowAfterKey(KEY_OF_CAP[cap] ?? cap, 50, 100)]).not.toEqual([does, null]);
    }
  });
});
