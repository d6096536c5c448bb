import { ChevronDown } from 'lucide-react';
import { type CSSProperties, useCallback } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { usePreference } from '../ui/use-preference.ts';
import { HeightHandle } from './height-handle.tsx';
import { Timeline as LazyTimeline } from './lazy-timeline.ts';
import type { TimelineProps } from './timeline.tsx';
import styles from './timeline-panel.module.css';

const MIN_HEIGHT = 110;
const MAX_HEIGHT = 480;
/** Five lanes, or four in a small window. */
const defaultHeight = () => (window.innerHeight < 700 ? 157 : 183);

/** The place of the timeline between the actors and the requests: as high as the reader made it, or only its title. */
export function TimelinePanel(props: Omit<TimelineProps, 'onClose'>) {
  const t = useStrings().timeline;
  const [isOpen, setIsOpen] = usePreference('timeline-open', (stored) => stored !== 'false');
  const [height, setHeight] = usePreference('timeline-height', parseHeight);
  const close = useCallback(() => setIsOpen(false), [setIsOpen]);
  if (!isOpen) {
    return (
      <section aria-label={t.title} className={styles.closed}>
        <h2 className={styles.title}>{t.title}</h2>
        <IconButton label={t.expand} aria-expanded={false} onClick={() => setIsOpen(true)}>
          <ChevronDown size={15} />
        </IconButton>
      </section>
    );
  }
  return (
    <section aria-label={t.title} className={styles.panel} style={{ '--height': height } as CSSProperties}>
      <LazyTimeline {...props} onClose={close} />
      <HeightHandle label={t.resize} value={height} min={MIN_HEIGHT} max={MAX_HEIGHT} onChange={setHeight} />
    </section>
  );
}

function parseHeight(stored: string | null): number {
  const height = Number(stored ?? 'none');
  return height >= MIN_HEIGHT && height <= MAX_HEIGHT ? height : defaultHeight();
}
