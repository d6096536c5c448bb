import type { MenuPlace } from '../../../ui/menu-place.ts';

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
  /** Makes the timeline as high as all lanes need, or as it can be; null if it is that high. */
  readonly onMoreRoom: (() => void) | null;
}

/** What both forms of the timeline are given. */
export interface TimelineModeProps extends TimelineProps {
  /** Goes on in the other form. */
  readonly onOtherMode: () => void;
}
