/**
 * What the desktop shell alone can do for the page: `window.shell`, put there by the preload script. In browser mode
 * it is absent. Types only: the page asks, the shell decides (electron/ipc.ts checks every sender and every
 * argument).
 */
import type { CommandId } from './commands/commands.ts';
import type { Language } from './language.ts';

/** What the menu bar is made for: the language the page is in, and the commands that can be used now. */
export interface MenuState {
  readonly language: Language;
  readonly usable: readonly CommandId[];
}

/** How a download that the page started has ended. `path` is where the user chose to keep the file. */
export type DownloadResult =
  | { readonly outcome: 'completed'; readonly id: string; readonly fileName: string; readonly path: string }
  | { readonly outcome: 'cancelled' | 'failed'; readonly fileName: string };

/** Ends a subscription. */
export type Unsubscribe = () => void;

export interface ShellApi {
  /** Node's name of the operating system: 'darwin', 'win32', 'linux', ... */
  readonly platform: string;
  /** Opens a watched app through its proxy, or the tutorial site if the id is null, in the user's own browser. */
  openSite(watchedId: string | null): Promise<void>;
  /** Shows a finished download in the file manager, by the id that came with its result. */
  revealFile(downloadId: string): Promise<void>;
  /**
   * Shows the data folder in the file manager. Resolves with why that was not possible, in the system's words; empty
   * if it was.
   */
  revealDataFolder(): Promise<string>;
  /** Makes the menu bar anew for what can be done now. */
  setMenu(state: MenuState): Promise<void>;
  /** A command was chosen in the menu bar; the page carries it out, because the page holds what it acts on. */
  onMenuCommand(listener: (command: CommandId) => void): Unsubscribe;
  onDownloadDone(listener: (result: DownloadResult) => void): Unsubscribe;
}
