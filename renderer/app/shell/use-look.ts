import { useLayoutEffect } from 'react';
import type { Settings } from '../../../server/contract/settings.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';

const WANTS_MORE_CONTRAST = '(prefers-contrast: more)';

/**
 * Keeps the attributes of the root element, on which the tokens depend (styles/tokens.css), equal to the settings:
 * `data-theme`, absent if the system decides, and `data-contrast`, which is also `more` if the system prefers it.
 */
export function useLook(): void {
  const theme = useInspector((state) => state.settings?.theme);
  const contrast = useInspector((state) => state.settings?.contrast);
  const wantsMore = useMediaQuery(WANTS_MORE_CONTRAST);
  useLayoutEffect(() => {
    if (theme !== undefined) setOrRemove('data-theme', theme === 'system' ? null : theme);
    if (contrast !== undefined) showContrast(contrast, wantsMore);
  }, [theme, contrast, wantsMore]);
}

/**
 * The contrast of the first picture, before there are settings: the server has put a choice on the root element, if
 * there is one.
 */
export function showFirstContrast(): void {
  const chosen = document.documentElement.dataset.contrast;
  const contrast = chosen === 'more' || chosen === 'normal' ? chosen : 'system';
  showContrast(contrast, window.matchMedia(WANTS_MORE_CONTRAST).matches);
}

function showContrast(contrast: Settings['contrast'], wantsMore: boolean): void {
  const isMore = contrast === 'more' || (contrast === 'system' && wantsMore);
  setOrRemove('data-contrast', isMore ? 'more' : null);
}

function setOrRemove(name: string, value: string | null): void {
  if (value === null) document.documentElement.removeAttribute(name);
  else document.documentElement.setAttribute(name, value);
}
