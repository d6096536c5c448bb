export interface Look {
  readonly isDark: boolean;
  readonly hasMoreContrast: boolean;
}

/**
 * The colour of a window before its page has painted: the page's own background (renderer/styles/tokens.css), so that
 * the window does not flash.
 */
export function background({ isDark, hasMoreContrast }: Look): string {
  if (hasMoreContrast) return isDark ? '#000000' : '#ffffff';
  return isDark ? '#111114' : '#f5f5f8';
}
