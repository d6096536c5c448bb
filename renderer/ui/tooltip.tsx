import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { visibleText } from '../model/visible-text.ts';
import { usePopupPlace } from './popup-place.ts';
import styles from './tooltip.module.css';

export interface TooltipProps {
  /** May come from the wire: hidden characters are shown as marks. */
  readonly text: string;
  /** The element that has the hint; it must take a ref and handlers, as every plain element does. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** A hint on hover and on keyboard focus. It only repeats or adds: no text is in the hint alone. */
export function Tooltip({ text, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger delay={350} render={children} />
      <Base.Portal container={usePopupPlace()}>
        <Base.Positioner sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>{visibleText(text)}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
