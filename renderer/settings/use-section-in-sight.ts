import { type RefObject, useEffect, useState } from 'react';
import { SECTION_IDS, type SectionId } from './section-ids.ts';

/** A section is in sight when it reaches into the upper third of the view. */
const UPPER_THIRD = '0px 0px -67% 0px';

/** The first section that stands in the upper part of what is scrolled. */
export function useSectionInSight(scroller: RefObject<HTMLElement | null>): SectionId {
  const [inSight, setInSight] = useState<SectionId>(SECTION_IDS[0]);
  useEffect(() => {
    const root = scroller.current;
    if (root === null) return;
    const sections = [...root.querySelectorAll<HTMLElement>('[data-section]')];
    const seen = new Set<Element>();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) {
          if (isIntersecting) seen.add(target);
          else seen.delete(target);
        }
        const first = sections.find((section) => seen.has(section))?.dataset.section;
        const id = SECTION_IDS.find((known) => known === first);
        if (id !== undefined) setInSight(id);
      },
      { root, rootMargin: UPPER_THIRD },
    );
    for (const section of sections) observer.observe(section);
    return () => observer.disconnect();
  }, [scroller]);
  return inSight;
}

/** Brings a section to the top and puts the focus on its title, so that Tab goes on from there. */
export function goToSection(scroller: HTMLElement | null, id: SectionId): void {
  const section = scroller?.querySelector<HTMLElement>(`[data-section="${id}"]`);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
}
