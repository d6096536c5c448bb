import { type FuzzyMatch, fuzzyMatch } from '../../model/fuzzy-match.ts';
import type { PaletteGroup, PaletteItem } from './palette-item.ts';

/** An item that was found, with the stretches of its title that were typed. */
export interface Found {
  readonly item: PaletteItem;
  readonly ranges: FuzzyMatch['ranges'];
}

export interface FoundGroup {
  readonly group: PaletteGroup;
  readonly found: readonly Found[];
}

const MAX_FOUND = 60;
const MAX_RECENT = 5;
/** Recently used items come before equally good matches, and search results after permanent items. */
const RECENT_BONUS = 8;
const ONLY_FOUND_MALUS = 45;
/** Below a title that starts with the query, above a title with scattered letters of it. */
const WORD_SCORE = 80;

/**
 * The items for a query. Without a query: the recent items, then all items under their headings. With a query: the
 * matches, best first, with headings in the order of their best match. `recent` are ids, the latest first.
 */
export function rankItems(items: readonly PaletteItem[], query: string, recent: readonly string[]): FoundGroup[] {
  return query.trim() === '' ? everything(items, recent) : matching(items, query, recent);
}

function everything(items: readonly PaletteItem[], recent: readonly string[]): FoundGroup[] {
  const shown = items.filter(({ isOnlyFound }) => isOnlyFound !== true);
  const lately = recent.flatMap((id) => items.find((item) => item.id === id) ?? []).slice(0, MAX_RECENT);
  const rest = shown.filter((item) => !lately.includes(item));
  const plain = (item: PaletteItem): Found => ({ item, ranges: [] });
  const groups = grouped(rest.map(plain));
  return lately.length === 0 ? groups : [{ group: 'recent', found: lately.map(plain) }, ...groups];
}

function matching(items: readonly PaletteItem[], query: string, recent: readonly string[]): FoundGroup[] {
  const scored = items.flatMap((item) => {
    const match = matchOf(query, item);
    if (match === null) return [];
    const bonus = (recent.includes(item.id) ? RECENT_BONUS : 0) - (item.isOnlyFound === true ? ONLY_FOUND_MALUS : 0);
    return [{ item, ranges: match.ranges, score: match.score + bonus }];
  });
  return grouped(scored.sort((one, other) => other.score - one.score).slice(0, MAX_FOUND));
}

/** A match in the title, in the title with its addition, or in the search words. */
function matchOf(query: string, { title, also = '', words = '' }: PaletteItem): FuzzyMatch | null {
  const inTitle = fuzzyMatch(query, title);
  if (inTitle !== null) return inTitle;
  const inAll = fuzzyMatch(query, `${title} ${also}`);
  if (inAll === null) return byWords(query, words);
  const ranges = inAll.ranges.filter(([, to]) => to <= title.length);
  return { score: inAll.score / 2, ranges };
}

function byWords(query: string, words: string): FuzzyMatch | null {
  const known = words.toLowerCase().split(' ');
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  const areAll = typed.every((start) => known.some((word) => word.startsWith(start)));
  return areAll ? { score: WORD_SCORE * typed.length, ranges: [] } : null;
}

function grouped(found: readonly Found[]): FoundGroup[] {
  return [...Map.groupBy(found, ({ item }) => item.group)].map(([group, members]) => ({ group, found: members }));
}
