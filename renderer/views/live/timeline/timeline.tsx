import { useCallback } from 'react';
import { usePreference } from '../../../data/use-preference.ts';
import { ListMode } from './list-mode.tsx';
import { PictureMode } from './picture-mode.tsx';
import type { TimelineProps } from './timeline-props.ts';

/** Every session's life, and the requests that made it, over time: as a picture, or in words. */
export function Timeline(props: TimelineProps) {
  const [isList, setIsList] = usePreference('timeline-list', (stored) => stored === 'true');
  const Mode = isList ? ListMode : PictureMode;
  const onOtherMode = useCallback(() => setIsList(!isList), [isList, setIsList]);
  return <Mode {...props} onOtherMode={onOtherMode} />;
}
