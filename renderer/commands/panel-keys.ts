import type { Strings } from '../strings/en.ts';

/** What a key of a panel does, by its name in the catalogue, and the keys that do it: each by itself. */
export type PanelKey = readonly [does: keyof Strings['commands']['panelKeys'], keys: readonly string[]];

/**
 * The keys that panels take while they have the focus, for the list of keys. Who takes them: ui/grid-keys.ts,
 * ui/use-escape.ts, timeline/use-walk.ts, filter/filter-field.tsx, ui/context-menu.tsx. No command may have one of
 * them.
 */
export const PANEL_KEYS: Readonly<Record<keyof Strings['commands']['panels'], readonly PanelKey[]>> = {
  filter: [
    ['takeOffer', ['Tab', 'Enter']],
    ['chooseOffer', ['↑', '↓']],
    ['emptyFilter', ['Esc']],
  ],
  rows: [
    ['rowUp', ['↑', 'k']],
    ['rowDown', ['↓', 'j']],
    ['rowsUp', ['PgUp']],
    ['rowsDown', ['PgDn']],
    ['firstRow', ['Home']],
    ['lastRow', ['End']],
    ['openRow', ['Enter']],
    ['rowMenu', ['Shift+F10', 'Menu']],
    ['closeDetails', ['Esc']],
  ],
  timeline: [
    ['earlier', ['←']],
    ['later', ['→']],
    ['otherLane', ['↑', '↓']],
    ['ends', ['Home', 'End']],
    ['zoom', ['+', '-']],
    ['wholeView', ['0']],
    ['pan', ['Shift+←', 'Shift+→']],
    ['openMark', ['Enter']],
    ['zoomBack', ['Esc']],
  ],
};
