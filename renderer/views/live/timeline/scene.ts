import type { CookieEndReason } from '../../../../server/contract/cookie-end.ts';
import type { BlindStretch } from './model/blind.ts';
import type { Lane } from './model/lane.ts';
import type { LanePlace } from './model/layout.ts';
import type { View } from './model/scale.ts';
import type { Tick } from './model/ticks.ts';
import type { Palette } from './palette.ts';
import type { Stamps } from './stamps.ts';

/** How many requests there are, about, in equal parts of a stretch that is too full to be drawn one by one. */
export interface Density {
  readonly fromMs: number;
  readonly toMs: number;
  readonly counts: readonly number[];
}

/** Everything that one drawing of the plot depends on. */
export interface Scene {
  readonly view: View;
  readonly nowMs: number;
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
  readonly places: readonly LanePlace[];
  readonly ticks: readonly Tick[];
  readonly blind: readonly BlindStretch[];
  readonly density: Density | null;
  readonly selectedId: number | null;
  /** The stretch that is being marked out by dragging. */
  readonly brush: View | null;
  readonly words: SceneWords;
}

/** The few words inside the picture. */
export interface SceneWords {
  readonly destroyed: string;
  readonly deleted: string;
  readonly ended: string;
  readonly closed: string;
  readonly expired: string;
  readonly gone: string;
  readonly becomes: (sid: string) => string;
  readonly cookieEnds: Readonly<Record<CookieEndReason, string>>;
  readonly gap: string;
  readonly paused: string;
}

/** The colours and fonts of a drawing. They change only with the theme and the screen. */
export interface Ink {
  readonly palette: Palette;
  readonly stamps: Stamps;
  readonly hatches: Readonly<Record<'expired' | 'blind', CanvasPattern | null>>;
  /** Device pixels for each CSS pixel. */
  readonly density: number;
}
