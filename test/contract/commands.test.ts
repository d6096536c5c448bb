import { describe, expect, it } from 'vitest';
import {
  COMMAND_GROUPS,
  COMMAND_IDS,
  COMMAND_MENUS,
  commandsInMenu,
  factsOf,
} from '../../server/contract/commands/commands.ts';
import { commandWords as english } from '../../server/contract/commands/words-en.ts';
import { commandWords as chinese } from '../../server/contract/commands/words-zh.ts';

const keys = COMMAND_IDS.flatMap((id) => (factsOf(id).keys ?? []).map((key) => [key, id] as const));

describe('the list of commands', () => {
  it('gives no key to two commands', () => {
    const ownersOf = Map.groupBy(keys, ([key]) => key);
    expect([...ownersOf].filter(([, owners]) => owners.length > 1)).toEqual([]);
  });

  it('writes keys in one way', () => {
    expect(keys.filter(([key]) => !/^(Mod\+(Shift\+)?)?([A-Z0-9,/?]|Enter)$|^[a-z0-9,/?]$/.test(key))).toEqual([]);
  });

  it.each(['Mod+Z', 'Mod+X', 'Mod+C', 'Mod+V', 'Mod+A', 'Mod+Q', 'Mod+W', 'Mod+M', 'Mod+0'])(
    'leaves %s to the standard behaviour of desktop apps',
    (taken) => {
      expect(keys.filter(([key]) => key === taken)).toEqual([]);
    },
  );

  it('has a single key for every other key except that of another window, because browsers reserve most keys with a modifier', () => {
    const withoutSingle = COMMAND_IDS.filter((id) => {
      const own = factsOf(id).keys ?? [];
      return own.length > 0 && own.every((key) => key.startsWith('Mod+'));
    });
    expect(withoutSingle).toEqual(['find-command', 'open-site']);
  });

  it.each([
    ['English', english],
    ['Chinese', chinese],
  ])('has a title for every command, group and menu in %s, and no two alike', (_language, words) => {
    expect(Object.keys(words.titles).sort()).toEqual([...COMMAND_IDS].sort());
    expect(Object.keys(words.groups).sort()).toEqual([...COMMAND_GROUPS].sort());
    expect(Object.keys(words.menus).sort()).toEqual([...COMMAND_MENUS].sort());
    const titles = Object.values(words.titles);
    expect(titles.filter((title) => title.trim() === '')).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('has something in every menu of the menu bar', () => {
    expect(COMMAND_MENUS.filter((menu) => commandsInMenu(menu).length === 0)).toEqual([]);
  });
});
