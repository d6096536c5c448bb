import { Tooltip as Base } from '@base-ui/react/tooltip';
import { visibleText } from '../model/visible-text.ts';
import styles from './hint-bubble.module.css';
import { usePopupPlace } from './popup-place.ts';

export interface HintBubbleProps {
  /** The element that the hint belongs to. */
  readonly anchor: Element;
  /** May come from the wire: hidden characters are shown as marks. */
  readonly text: string;
  readonly distancePx: number;
}

/** A hint beside its element. Whether it is shown is decided by the caller. */
export function HintBubble({ anchor, text, distancePx }: HintBubbleProps) {
  return (
    <Base.Root open>
      <Base.Portal container={usePopupPlace()}>
        <Base.Positioner anchor={anchor} sideOffset={distancePx} className={styles.positioner} data-hint-bubble>
          <Base.Popup className={styles.popup}>{visibleText(text)}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
