import { calledAs } from '../base/called-as.ts';
import type { Settings } from '../contract/settings.ts';

/**
 * The settings that the page needs before its first paint, as attributes of its root element: without them a dark
 * window would start white. A setting that follows the system is omitted; the page reads it from its browser. A page
 * without a valid link gets nothing else, so the command that makes a new link is an attribute too.
 */
export function pageAttributes({
  theme,
  contrast,
  language,
}: Pick<Settings, 'theme' | 'contrast' | 'language'>): string {
  const attributes = {
    'data-theme': theme,
    'data-contrast': contrast,
    'data-language': language,
    'data-open-command': calledAs('open'),
  };
  return Object.entries(attributes)
    .filter(([, value]) => value !== 'system')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}
