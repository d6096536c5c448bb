import type { ShellApi } from '../../../server/contract/shell-api.ts';

declare global {
  interface Window {
    /** The functions that the desktop's preload script gives to the page. Tests read them inside the page. */
    readonly shell?: ShellApi;
  }
}
