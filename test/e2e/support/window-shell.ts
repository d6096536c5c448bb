import type { ShellApi } from '../../../server/contract/shell-api.ts';

declare global {
  interface Window {
    /** What the desktop's preload script gives the page; tests look at it from inside the page. */
    readonly shell?: ShellApi;
  }
}
