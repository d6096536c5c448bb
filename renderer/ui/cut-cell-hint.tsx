import { type RefObject, useEffect, useState } from 'react';
import { hintBubble } from './hint-bubble-part.ts';
import { useLoaded } from './use-loaded.ts';

const DELAY_MS = 350;

interface CutText {
  readonly cell: HTMLElement;
  readonly text: string;
}

/**
 * Shows the full text of a table cell that is cut off: of the cell under the pointer, or of the selected row with the
 * keyboard.
 */
export function CutCellHint({ gridRef }: { gridRef: RefObject<HTMLElement | null> }) {
  const cut = useCutText(gridRef);
  const part = useLoaded(hintBubble, cut !== null);
  if (part === null || cut === null) return null;
  const { HintBubble } = part;
  return <HintBubble anchor={cut.cell} text={cut.text} distancePx={2} />;
}

function useCutText(gridRef: RefObject<HTMLElement | null>): CutText | null {
  const [cut, setCut] = useState<CutText | null>(null);
  useEffect(() => {
    const grid = gridRef.current;
    if (grid === null) return;
    let timer: number | undefined;
    let pointed: Element | null = null;
    let latest: () => readonly HTMLElement[] = () => [];
    const showSoon = (find: () => readonly HTMLElement[]) => {
      latest = find;
      window.clearTimeout(timer);
      setCut(null);
      timer = window.setTimeout(() => {
        const cells = find().filter(isCut);
        const [cell] = cells;
        if (cell !== undefined) setCut({ cell, text: cells.map(textOf).join(' · ') });
      }, DELAY_MS);
    };
    const onPointer = (event: PointerEvent) => {
      const cell = event.target instanceof Element ? event.target.closest('td') : null;
      if (cell === pointed) return;
      pointed = cell;
      showSoon(() => (cell?.matches(':hover') ? [cell] : []));
    };
    const onKey = () => showSoon(() => [...grid.querySelectorAll<HTMLElement>('tr[aria-selected="true"] > td')]);
    const hide = () => {
      window.clearTimeout(timer);
      pointed = null;
      latest = () => [];
      setCut(null);
    };
    // A row that is chosen by keys may come into sight only now.
    const showMoved = () => showSoon(latest);
    grid.addEventListener('pointerover', onPointer);
    grid.addEventListener('pointerleave', hide);
    grid.addEventListener('pointerdown', hide);
    grid.addEventListener('blur', hide);
    grid.addEventListener('keydown', onKey);
    grid.addEventListener('scroll', showMoved, { passive: true });
    return () => {
      hide();
      grid.removeEventListener('pointerover', onPointer);
      grid.removeEventListener('pointerleave', hide);
      grid.removeEventListener('pointerdown', hide);
      grid.removeEventListener('blur', hide);
      grid.removeEventListener('keydown', onKey);
      grid.removeEventListener('scroll', showMoved);
    };
  }, [gridRef]);
  return cut;
}

/**
 * Whether the cell, or a part of it that is cut separately, is narrower than its text. A hidden column has no width.
 */
function isCut(cell: HTMLElement): boolean {
  const parts = [cell, ...cell.querySelectorAll<HTMLElement>(':scope > span')];
  return parts.some(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth);
}

/** Its parts with a space between, as the eye sees them apart; a text from the wire is one part. */
function textOf(cell: HTMLElement): string {
  return partsOf(cell).filter(Boolean).join(' ');
}

function partsOf(node: Node): string[] {
  const isWhole = node.nodeType === Node.TEXT_NODE || node.nodeName === 'BDI';
  return isWhole ? [node.textContent?.trim() ?? ''] : [...node.childNodes].flatMap(partsOf);
}
