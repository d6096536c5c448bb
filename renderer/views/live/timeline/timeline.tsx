import { useCallback } from 'react';
import { usePreference } from '../../../data/use-preference.ts';
import type { MenuPlace } from '../../../ui/menu-place.ts';
import { ListMode } from './list-mode.tsx';
import { PictureMode } from './picture-mode.tsx';

export interface TimelineProps {
  readonly selectedId: number | null;
  readonly onSelect: (id: number) => void;
  /** A request was opened: it is to be selected, and its details are to have the focus. */
  readonly onOpen: (id: number) => void;
  /** What can be done with the mark, which is selected by then, is asked for. */
  readonly onMenu: (place: MenuPlace) => void;
  /** Hides the timeline, all but its title. */
  readonly onClose: () => void;
  /** How many lanes there are to make room for. Must be the same function from one drawing to the next. */
  readonly onLanes: (count: number) => void;
}

/** What both forms of the timeline are given. */
export interface TimelineModeProps extends TimelineProps {
  /** Goes on in the other form. */
  readonly onOtherMode: () => void;
}

/** Every session's life, and the requests that made it, over time: as a picture, or in words. */
export function Timeline(props: TimelineProps) {
  const [isList, setIsList] = usePreference('timeline-list', (stored) => stored === 'true');
  const Mode = isList ? ListMode : PictureMode;
  const onOtherMode = useCallback(() => setIsList(!isList), [isList, setIsList]);
  return <Mode {...props} onOtherMode={onOtherMode} />;
}
