import type { CommandGroup } from '../../../server/contract/commands/commands.ts';

/** A heading of the palette. */
export type PaletteGroup = CommandGroup | 'recent' | 'lab' | 'settings' | 'filters' | 'sessions';

/** One item of the palette. */
export interface PaletteItem {
  /** The same from one opening to the next. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly title: string;
  /** Shown beside the title: the exact effect, or the present state. May come from the wire; not searched. */
  readonly detail?: string;
  /** Words under which it is found too, such as a command's id, which is English in every language. */
  readonly also?: string;
  /** Search words in every language, which are matched by their beginning. Not shown. */
  readonly words?: string;
  /** The keys that do the same, in the list's own writing. */
  readonly keys: readonly string[];
  /** There is too much of it to be shown before something is typed. */
  readonly isOnlyFound?: boolean;
  /** Not kept among the recent items, because it names an object of the log. */
  readonly isPrivate?: boolean;
  readonly run: () => void;
}
