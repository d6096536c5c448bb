import type { Strings } from '../../strings/en.ts';

export type TourStepName = keyof Strings['tour']['steps'];

export interface TourStep {
  readonly name: TourStepName;
  /** The target of the step: the first of these elements that is in the page. */
  readonly targets: readonly string[];
  /** The step is about the details of a request, on this tab; a request is selected if there is no selection. */
  readonly tab?: 'story' | 'cookie';
}

/** The steps of the tour, in order: the path of the first lesson. */
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

/** The target element of a step; null if it is not in the page. */
export function targetOf({ targets }: TourStep): Element | null {
  for (const selector of targets) {
    const found = document.querySelector(selector);
    if (found !== null) return found;
  }
  return null;
}
