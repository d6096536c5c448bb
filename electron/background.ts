export interface Look {
  readonly isDark: boolean;
  readonly hasMoreContrast: boolean;
}

/**
 * What a window shows before its page has painted: the page's own background (renderer/styles/tokens.css), so that
 * nothing flashes.
 */
export function background({ isDark, hasMoreContrast }: Look): string {
  if (hasMoreContrast) return isDark ? '#000000' : '#ffffff';
  return isDark ? '#111114' : '#f5f5f8';
}
