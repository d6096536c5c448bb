import type { Strings } from '../../strings/en.ts';

export type TourStepName = keyof Strings['tour']['steps'];

export interface TourStep {
  readonly name: TourStepName;
  /** What it points at: the first of these that is in the page. */
  readonly targets: readonly string[];
  /** It speaks of the details of a request, on this tab; one is selected if none is. */
  readonly tab?: 'story' | 'cookie';
}

/** What the tour shows, in order: the path of the first lesson. */
export const TOUR_STEPS: readonly TourStep[] = [
  { name: 'actors', targets: ['[data-tour="actors"]'] },
  {
    name: 'row',
    targets: [
      '[data-tour="log"] tr[aria-selected="true"]',
      '[data-tour="log"] tbody tr:last-child',
      '[data-tour="log"]',
    ],
  },
  { name: 'story', targets: ['[data-tour="details"]'], tab: 'story' },
  { name: 'cookie', targets: ['[data-tour="details"]'], tab: 'cookie' },
  { name: 'engine', targets: ['[data-tour="engine"]'] },
];

/** The element a step points at, null if none is there. */
export function targetOf({ targets }: TourStep): Element | null {
  for (const selector of targets) {
    const found = document.querySelector(selector);
    if (found !== null) return found;
  }
  return null;
}
