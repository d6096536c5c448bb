/**
 * The words of the desktop shell in one language. They are beside the words of the commands, so that a language has one
 * file for the menu bar.
 */
export interface ShellWords {
  readonly startFailed: string;
  /** In *About*. */
  readonly unsigned: string;
  readonly licence: string;
  /** The menu items that every desktop app has. */
  readonly menu: {
    readonly window: string;
    readonly about: string;
    readonly releases: string;
    readonly quit: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly reload: string;
    readonly resetZoom: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly fullScreen: string;
    readonly developerTools: string;
    readonly minimize: string;
    readonly close: string;
  };
}
