import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { memo } from 'react';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { IconButton } from '../../../ui/icon-button.tsx';

export interface ZoomToolsProps {
  /** A factor above 1 shows more time. */
  readonly onZoom: (factor: number) => void;
  readonly onWholeLog: () => void;
}

const STEP = 2;

/** Zoom without a wheel or keys, and the way to the whole log. */
export const ZoomTools = memo(function ZoomTools({ onZoom, onWholeLog }: ZoomToolsProps) {
  const t = useStringsWithLater().timelineWords;
  return (
    <>
      <IconButton label={t.zoomOut} onClick={() => onZoom(STEP)}>
        <ZoomOut size={15} />
      </IconButton>
      <IconButton label={t.zoomIn} onClick={() => onZoom(1 / STEP)}>
        <ZoomIn size={15} />
      </IconButton>
      <IconButton label={t.wholeLog} onClick={onWholeLog}>
        <Maximize2 size={14} />
      </IconButton>
    </>
  );
});
