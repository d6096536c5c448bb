import { cloneElement, type ReactElement } from 'react';

export interface TooltipProps {
  /** May come from the wire: hidden characters are shown as marks. */
  readonly text: string;
  /** The element that has the hint; it must take attributes, as every plain element does. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/**
 * A hint on hover and on keyboard focus. It only repeats or adds: no text is in the hint alone. The element is only
 * marked here; `Hints` shows the hint, once for the whole window, because a library's hint for each button took a fifth
 * of the first picture.
 */
export function Tooltip({ text, children }: TooltipProps) {
  return cloneElement(children, { 'data-hint': text });
}
