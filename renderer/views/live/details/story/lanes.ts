import type { Lifeline, Story, StoryStep } from '../../../../sentences/story.ts';

/** The position of each lifeline, in per cent of the picture's width. */
const WITH_STORE: Record<Lifeline, number> = { browser: 9, server: 50, store: 91 };
const WITHOUT_STORE: Record<Lifeline, number> = { browser: 14, server: 74, store: 100 };

/** Where a step's arrow begins and ends and how much room its words have, in per cent of the picture's width. */
export interface Lane {
  readonly fromX: number;
  readonly toX: number;
  readonly left: number;
  readonly width: number;
}

/** The positions of the lifelines of a story. */
export function placesOf({ lifelines }: Story): Record<Lifeline, number> {
  return lifelines.includes('store') ? WITH_STORE : WITHOUT_STORE;
}

/**
 * The words of an arrow are between its ends. The words of a step at one lifeline are around it, inside the picture.
 */
export function laneOf(step: StoryStep, places: Record<Lifeline, number>): Lane {
  const fromX = places[step.from];
  const toX = places[step.to];
  if (fromX !== toX) return { fromX, toX, left: Math.min(fromX, toX), width: Math.abs(fromX - toX) };
  // Most texts at the store are the content of a row, which needs the room to its left.
  if (step.from === 'store') return { fromX, toX, left: fromX - 46, width: 100 - fromX + 46 };
  const half = step.from === 'browser' ? 40 : Math.min(38, 100 - fromX);
  const left = Math.max(0, fromX - half);
  return { fromX, toX, left, width: step.from === 'browser' ? half + fromX : half * 2 };
}
