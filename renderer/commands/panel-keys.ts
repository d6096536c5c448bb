import type { Strings } from '../strings/en.ts';

/** The effect of a key of a panel, by its name in the catalogue, and the keys with this effect. */
export type PanelKey = readonly [does: keyof Strings['commands']['panelKeys'], keys: readonly string[]];

/**
 * The keys of panels that have the focus, for the list of keys. Their handlers are in ui/grid-keys.ts,
 * ui/use-escape.ts, timeline/use-walk.ts, filter/filter-field.tsx and ui/context-menu.tsx. No command may have one of
 * these keys.
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
