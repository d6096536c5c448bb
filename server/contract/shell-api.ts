/**
 * The functions that only the desktop shell can provide to the page as `window.shell`, which the preload script sets.
 * In browser mode it is absent. This file has types only. electron/ipc.ts checks the sender and the arguments of each
 * call and decides whether to carry it out.
 */
import type { CommandId } from './commands/commands.ts';
import type { Language } from './language.ts';

/** The state from which the menu bar is made: the language of the page, and the commands that are available now. */
export interface MenuState {
  readonly language: Language;
  readonly usable: readonly CommandId[];
}

/** How a download of the page ended. `path` is the location that the user chose. */
export type DownloadResult =
  | { readonly outcome: 'completed'; readonly id: string; readonly fileName: string; readonly path: string }
  | { readonly outcome: 'cancelled' | 'failed'; readonly fileName: string };

/** Ends a subscription. */
export type Unsubscribe = () => void;

export interface ShellApi {
  /** Node's name of the operating system: 'darwin', 'win32', 'linux', ... */
  readonly platform: string;
  /** Opens a watched app through its proxy in the user's default browser, or the tutorial site if the id is null. */
  openSite(watchedId: string | null): Promise<void>;
  /** Shows a finished download in the file manager, by the id that came with its result. */
  revealFile(downloadId: string): Promise<void>;
  /** Shows the data folder in the file manager. Resolves with the error message of the system, empty on success. */
  revealDataFolder(): Promise<string>;
  /** Rebuilds the menu bar for the available commands. */
  setMenu(state: MenuState): Promise<void>;
  /**
   * Called when the user chooses a command in the menu bar. The page runs it, because the page has the state that
   * commands act on.
   */
  onMenuCommand(listener: (command: CommandId) => void): Unsubscribe;
  onDownloadDone(listener: (result: DownloadResult) => void): Unsubscribe;
}
