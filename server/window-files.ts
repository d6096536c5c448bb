import { createBuiltUi } from './api/built-ui.ts';
import { pageAttributes } from './api/page-attributes.ts';
import { withSecurityHeaders } from './api/security-headers.ts';
import type { Settings } from './contract/settings.ts';

export { isCorePath } from './api/core-paths.ts';

type Looks = Pick<Settings, 'theme' | 'contrast' | 'language'>;

/**
 * Serves the files of the built window in the same way as the core, but without the core, so that the page can load
 * while the core starts. `looks` returns the current appearance and is called for each page.
 */
export function createWindowFiles(uiDir: string, looks: () => Looks): (pathname: string) => Promise<Response> {
  const ui = createBuiltUi(uiDir, () => pageAttributes(looks()));
  return async (pathname) => withSecurityHeaders(await ui(pathname));
}
