import type { CommandGroup } from '../../../server/contract/commands/commands.ts';

/** A heading of the palette. */
export type PaletteGroup = CommandGroup | 'recent' | 'lab' | 'settings' | 'filters' | 'sessions';

/** One thing that can be chosen in the palette. */
export interface PaletteItem {
  /** The same from one opening to the next. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly title: string;
  /** Beside the title: what it would do exactly, or how it is now. May come from the wire; not searched. */
  readonly detail?: string;
  /** Words under which it is found too, such as a command's id, which is English in every language. */
  readonly also?: string;
  /** What it might be looked for by, in every language: words found by their beginning. Not shown. */
  readonly words?: string;
  /** The keys that do the same, in the list's own writing. */
  readonly keys: readonly string[];
  /** There is too much of it to be shown before something is typed. */
  readonly isOnlyFound?: boolean;
  /** Not remembered among what was used lately: it names something of the log. */
  readonly isPrivate?: boolean;
  readonly run: () => void;
}
