import type { ShellApi } from '../../server/contract/shell-api.ts';

declare global {
  interface Window {
    /** Set by the preload script of the desktop. Absent in a browser tab. */
    readonly shell?: ShellApi;
  }
}

/** The functions of the desktop. Null in a browser tab, which works without them. */
export const shellApi: ShellApi | null = window.shell ?? null;
