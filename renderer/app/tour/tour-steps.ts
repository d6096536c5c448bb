import type { TourStepStrings } from '../../strings/en/glossary.ts';
import type { WatchStrings } from '../../strings/en/watch.ts';

export interface TourStep<Name extends string = string> {
  readonly name: Name;
  /** The target of the step: the first of these elements that is in the page. */
  readonly targets: readonly string[];
  /** The step is about the details of a request, on this tab; a request is selected if there is no selection. */
  readonly tab?: 'story' | 'cookie' | 'session';
}

/** The chosen row, else the newest, else the empty log. */
const ROW = [
  '[data-tour="log"] tr[aria-selected="true"]',
  '[data-tour="log"] tbody tr:last-child',
  '[data-tour="log"]',
];

/** The steps of the tour over the tutorial site, in order: the path of the first lesson. */
export const TOUR_STEPS: readonly TourStep<keyof TourStepStrings>[] = [
  { name: 'actors', targets: ['[data-tour="actors"]'] },
  { name: 'row', targets: ROW },
  { name: 'story', targets: ['[data-tour="details"]'], tab: 'story' },
  { name: 'cookie', targets: ['[data-tour="details"]'], tab: 'cookie' },
  { name: 'engine', targets: ['[data-tour="engine"]'] },
];

/** The steps of the tour over a watched app: from its address to an attack on one's own login. */
export const WATCHED_STEPS: readonly TourStep<keyof WatchStrings['tour']['steps']>[] = [
  { name: 'open', targets: ['[data-tour="open"]', '[data-tour="strip"]'] },
  { name: 'row', targets: ROW },
  { name: 'session', targets: ['[data-tour="details"]'], tab: 'session' },
  { name: 'cookie', targets: ['[data-tour="facts"]', '[data-tour="facts-toggle"]', '[data-tour="strip"]'] },
  { name: 'actors', targets: ['[data-tour="try"]', '[data-tour="strip"]'] },
];

/** The target element of a step; null if it is not in the page. */
export function targetOf({ targets }: TourStep): Element | null {
  for (const selector of targets) {
    const found = document.querySelector(selector);
    if (found !== null) return found;
  }
  return null;
}
