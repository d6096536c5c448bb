import type { ShellApi } from '../../server/contract/shell-api.ts';

declare global {
  interface Window {
    /** Put there by the desktop's preload script; a browser tab has none. */
    readonly shell?: ShellApi;
  }
}

/** What only the desktop can do, null in a browser tab, which does without. */
export const shellApi: ShellApi | null = window.shell ?? null;
