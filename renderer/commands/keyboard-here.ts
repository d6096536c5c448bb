import { shellApi } from '../data/shell-api.ts';
import type { Keyboard } from './command-keys.ts';

/** The keyboard in front of the reader. */
export const keyboardHere: Keyboard = {
  isMac: shellApi === null ? /Mac|iPhone|iPad/.test(navigator.userAgent) : shellApi.platform === 'darwin',
  isBrowser: shellApi === null,
};
