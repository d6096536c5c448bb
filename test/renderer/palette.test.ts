import { describe, expect, it } from 'vitest';
import type { PaletteItem } from '../../renderer/app/palette/palette-item.ts';
import { rankItems } from '../../renderer/app/palette/rank-items.ts';

const item = (
  id: string,
  group: PaletteItem['group'],
  title: string,
  more: Partial<PaletteItem> = {},
): PaletteItem => ({
  id,
  group,
  title,
  keys: [],
  run: () => {},
  ...more,
});

const items = [
  item('show-live', 'view', '显示“实时”', { also: 'show-live' }),
  item('export', 'log', 'Export…'),
  item('clear-log', 'log', 'Clear the log…'),
  item('actor-set 1', 'actor', 'Alice: Set', { also: 'actor-set Username = "Admin"' }),
  item('option rolling', 'settings', 'rolling', { isOnlyFound: true }),
  item('option set', 'settings', 'unset', { isOnlyFound: true }),
];

const shown = (query: string, recent: readonly string[] = []) =>
  rankItems(items, query, recent).map(({ group, found }) => [group, ...found.map((one) => one.item.id)]);

describe('the palette', () => {
  it('shows all groups when no text is typed, except very long ones', () => {
    expect(shown('')).toEqual([
      ['view', 'show-live'],
      ['log', 'export', 'clear-log'],
      ['actor', 'actor-set 1'],
    ]);
  });

  it('puts recent items first, and only there', () => {
    expect(shown('  ', ['clear-log', 'gone', 'option rolling'])).toEqual([
      ['recent', 'clear-log', 'option rolling'],
      ['view', 'show-live'],
      ['log', 'export'],
      ['actor', 'actor-set 1'],
    ]);
  });

  it('finds by search words of any language from their start, after titles', () => {
    const lab = item('experiment forgery', 'lab', 'Forgery', { words: 'tamper fake 伪造' });
    const theme = item('setting theme', 'settings', 'Theme', { words: 'dark 深色', isOnlyFound: true });
    const ids = (query: string) =>
      rankItems([item('forget', 'actor', 'Alice: Forget cookies'), lab, theme], query, []).flatMap(({ found }) =>
        found.map((one) => one.item.id),
      );
    expect(ids('forge')).toEqual(['experiment forgery', 'forget']);
    expect(ids('fake tamp')).toEqual(['experiment forgery']);
    expect(ids('伪')).toEqual(['experiment forgery']);
    expect(ids('dark')).toEqual(['setting theme']);
    expect(ids('amper')).toEqual([]);
  });

  it('finds by title, and by other words, the id among them in any language', () => {
    expect(shown('exp')).toEqual([['log', 'export']]);
    expect(shown('admin')).toEqual([['actor', 'actor-set 1']]);
    expect(shown('live')).toEqual([['view', 'show-live']]);
    expect(shown('实时')).toEqual([['view', 'show-live']]);
    expect(shown('rol')).toEqual([['settings', 'option rolling']]);
    expect(shown('nothing of the kind')).toEqual([]);
  });

  it('puts search results after permanent items', () => {
    expect(shown('set')).toEqual([
      ['actor', 'actor-set 1'],
      ['settings', 'option set'],
    ]);
  });

  it('highlights only the title', () => {
    const [first] = rankItems(items, 'alice admin', []);
    expect(first?.found[0]?.ranges).toEqual([[0, 5]]);
  });

  it('prefers recent items among equal matches', () => {
    const twins = [item('a', 'log', 'Filter one'), item('b', 'log', 'Filter two')];
    const order = (recent: readonly string[]) =>
      rankItems(twins, 'filter', recent).flatMap((g) => g.found.map((f) => f.item.id));
    expect(order([])).toEqual(['a', 'b']);
    expect(order(['b'])).toEqual(['b', 'a']);
  });
});
