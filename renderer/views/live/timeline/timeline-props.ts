import type { MenuPlace } from '../../../ui/menu-place.ts';

export interface TimelineProps {
  readonly selectedId: number | null;
  readonly onSelect: (id: number) => void;
  /** A request was opened: it is to be selected, and its details are to have the focus. */
  readonly onOpen: (id: number) => void;
  /** Opens the menu of the mark, which is selected at that time. */
  readonly onMenu: (place: MenuPlace) => void;
  /** Hides the timeline, all but its title. */
  readonly onClose: () => void;
  /** How many lanes there are to make room for. Must be the same function from one drawing to the next. */
  readonly onLanes: (count: number) => void;
  /** Makes the timeline as high as all lanes need, or as it can be; null if it is that high. */
  readonly onMoreRoom: (() => void) | null;
}

/** The properties of both forms of the timeline. */
export interface TimelineModeProps extends TimelineProps {
  /** Switches to the other form. */
  readonly onOtherMode: () => void;
}
