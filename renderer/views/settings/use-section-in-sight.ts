import { type RefObject, useEffect, useState } from 'react';
import { SECTION_IDS, type SectionId } from './section-ids.ts';

/** The reader's eye is about here, as a share of the view from its top. */
const READING_LINE = 0.35;

/**
 * The section that is being read: the one that the index scrolled to, as long as its title is visible, else the first
 * one at the reading position.
 */
export function useSectionInSight(scroller: RefObject<HTMLElement | null>): SectionId {
  const [inSight, setInSight] = useState<SectionId>(SECTION_IDS[0]);
  useEffect(() => {
    const root = scroller.current;
    if (root === null) return;
    const look = () => {
      const read = sectionRead(root)?.dataset.section;
      const id = SECTION_IDS.find((known) => known === read);
      if (id !== undefined) setInSight(id);
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(root);
    for (const section of root.querySelectorAll('[data-section]')) sizes.observe(section);
    root.addEventListener('scroll', look, { passive: true });
    root.addEventListener('focusin', look);
    return () => {
      sizes.disconnect();
      root.removeEventListener('scroll', look);
      root.removeEventListener('focusin', look);
    };
  }, [scroller]);
  return inSight;
}

function sectionRead(root: HTMLElement): HTMLElement | undefined {
  const view = root.getBoundingClientRect();
  const line = view.top + view.height * READING_LINE;
  const sections = [...root.querySelectorAll<HTMLElement>('[data-section]')];
  const goneTo = sections.find((section) => section.querySelector('h3') === document.activeElement);
  const title = goneTo?.querySelector('h3')?.getBoundingClientRect();
  if (title !== undefined && title.bottom > view.top && title.top < view.bottom) return goneTo;
  return sections.find((section) => {
    const { top, bottom } = section.getBoundingClientRect();
    return bottom > line || (top >= view.top && top <= line);
  });
}

/** Scrolls a section to the top and focuses its title, so that Tab continues from there. */
export function goToSection(scroller: HTMLElement | null, id: SectionId): void {
  const section = scroller?.querySelector<HTMLElement>(`[data-section="${id}"]`);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
}
