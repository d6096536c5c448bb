/**
 * What the desktop shell alone can do for the page: `window.shell`, put there by the preload script. In browser mode it is absent.
 * Types only: the page asks, the shell decides (electron/ipc.ts checks every sender and every argument).
 */

/** A menu item that the page carries out, because the page holds what it acts on. */
export type MenuCommand =
  | 'export'
  | 'clear-log'
  | 'toggle-recording'
  | 'show-live'
  | 'show-sessions'
  | 'show-cookies'
  | 'show-settings';

/** How a download that the page started has ended. `path` is where the user chose to keep the file. */
export type DownloadResult =
  | { readonly outcome: 'completed'; readonly id: string; readonly fileName: string; readonly path: string }
  | { readonly outcome: 'cancelled' | 'failed'; readonly fileName: string };

/** Ends a subscription. */
export type Unsubscribe = () => void;

export interface ShellApi {
  /** Node's name of the operating system: 'darwin', 'win32', 'linux', ... */
  readonly platform: string;
  /** Opens the observed site in the user's own browser. */
  openSite(): Promise<void>;
  /** Shows a finished download in the file manager, by the id that came with its result. */
  revealFile(downloadId: string): Promise<void>;
  onMenuCommand(listener: (command: MenuCommand) => void): Unsubscribe;
  onDownloadDone(listener: (result: DownloadResult) => void): Unsubscribe;
}
