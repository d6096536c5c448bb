/** The theme of everything native: the window before its page has painted, its frame, menus and dialogs. */
import { BrowserWindow, nativeTheme } from 'electron';
import { background } from './background.ts';
import type { ShellChoices } from './early-choices.ts';

let contrast: ShellChoices['contrast'] = 'system';

/**
 * Shows this theme from now on. The page changes without a message, because the browser then reports this theme as that
 * of the system.
 */
export function showLook(choices: Pick<ShellChoices, 'theme' | 'contrast'>): void {
  contrast = choices.contrast;
  nativeTheme.themeSource = choices.theme;
  repaint();
}

/** Call once: the system's theme may change while a window is open. */
export function followSystemLook(): void {
  nativeTheme.on('updated', repaint);
}

/** The colour of a window without a page. */
export function currentBackground(): string {
  const systemHasMore = nativeTheme.shouldUseHighContrastColors;
  return background({
    isDark: nativeTheme.shouldUseDarkColors,
    hasMoreContrast: contrast === 'more' || (contrast === 'system' && systemHasMore),
  });
}

function repaint(): void {
  for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(currentBackground());
}
