import type { Settings } from '../contract/settings.ts';

/**
 * What the page must know of the settings before it is first painted, as attributes of its root element: without them
 * a dark window would begin white. What follows the system is left out; the page asks its browser.
 */
export function pageAttributes({
  theme,
  contrast,
  language,
}: Pick<Settings, 'theme' | 'contrast' | 'language'>): string {
  const attributes = { 'data-theme': theme, 'data-contrast': contrast, 'data-language': language };
  return Object.entries(attributes)
    .filter(([, value]) => value !== 'system')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}
