/** Where the window was and how large, kept between runs. A file that cannot be read or trusted means the default. */
import { writeFileSync } from 'node:fs';
import { readOwnText } from '../server/base/own-file.ts';

export const minimumSize = { width: 960, height: 600 };
const defaultSize = { width: 1280, height: 800 };

export interface WindowState {
  readonly size: { readonly width: number; readonly height: number };
  /** Null if the system chooses the place. */
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly isMaximised: boolean;
}
export type Area = { x: number; y: number; width: number; height: number };

/** The state to open with. A place that is on no screen any more is dropped. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  const state = parseState(file) ?? { size: defaultSize, place: null, isMaximised: false };
  return isWithinReach(state, screens) ? state : { ...state, place: null };
}

/** The state of a window with these bounds. */
export function windowStateOf({ x, y, width, height }: Area, isMaximised: boolean): WindowState {
  return { size: { width, height }, place: { x, y }, isMaximised };
}

/** Keeps the state. A failure is not reported: the next start uses an older state. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  } catch {
    // A full disk or a folder that is gone.
  }
}

const mostBytes = 64 * 1024;

function parseState(file: string): WindowState | null {
  try {
    const read = readOwnText(file, mostBytes);
    if (read === null || 'found' in read) return null;
    const { size, place, isMaximised } = JSON.parse(read.text);
    const [width, height] = [Math.round(size.width), Math.round(size.height)];
    if (!(width >= minimumSize.width && height >= minimumSize.height)) return null;
    return { size: { width, height }, place: parsePlace(place), isMaximised: isMaximised === true };
  } catch {
    return null;
  }
}

function parsePlace(place: { x: unknown; y: unknown } | null): WindowState['place'] {
  const [x, y] = [Math.round(Number(place?.x)), Math.round(Number(place?.y))];
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

/** Enough of the title bar must be on a screen to drag it. */
function isWithinReach({ place, size }: WindowState, screens: readonly Area[]): boolean {
  const reachPx = 100;
  return (
    place !== null &&
    screens.some(
      (screen) =>
        place.x + size.width - reachPx > screen.x &&
        place.x + reachPx < screen.x + screen.width &&
        place.y >= screen.y &&
        place.y + reachPx < screen.y + screen.height,
    )
  );
}
