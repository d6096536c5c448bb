import { type RefObject, useEffect, useRef } from 'react';

/** What opened a popup keeps the focus for a moment. Esc then belongs to the popup, which listens on the document. */
function isOfPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-haspopup][aria-expanded="true"]') !== null;
}

/**
 * Calls back when Esc is pressed inside an element and no element in it has used the key. It is a second way to use the
 * close button, so it needs no label.
 */
export function useEscape(element: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    const target = element.current;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isOfPopup(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    target?.addEventListener('keydown', listen);
    return () => target?.removeEventListener('keydown', listen);
  }, [element]);
}
