import { createBuiltUi } from './api/built-ui.ts';
import { pageAttributes } from './api/page-attributes.ts';
import { withSecurityHeaders } from './api/security-headers.ts';
import type { Settings } from './contract/settings.ts';

export { isCorePath } from './api/core-paths.ts';

type Looks = Pick<Settings, 'theme' | 'contrast' | 'language'>;

/**
 * The files of the built window, served as the core serves them, and without it: while the core is loaded and
 * started, the page can be loaded too. `looks` is asked for each time.
 */
export function createWindowFiles(uiDir: string, looks: () => Looks): (pathname: string) => Promise<Response> {
  const ui = createBuiltUi(uiDir, () => pageAttributes(looks()));
  return async (pathname) => withSecurityHeaders(await ui(pathname));
}
