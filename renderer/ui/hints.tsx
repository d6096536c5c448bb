import { useEffect, useState } from 'react';
import { hintBubble } from './hint-bubble-part.ts';
import { useLoaded } from './use-loaded.ts';

const DELAY_MS = 350;
/** The pointer may cross the gap between the element and its hint in this time. */
const GRACE_MS = 120;
/** A hand does not rest quite still. */
const REST_PX = 3;

interface Hinted {
  readonly element: Element;
  readonly text: string;
}

/**
 * Shows the hints of the whole window, which `Tooltip` has marked: of the element under the pointer, or of the one with
 * the keyboard focus. A press, Esc and scrolling hide the hint.
 */
export function Hints() {
  const [hinted, setHinted] = useState<Hinted | null>(null);
  useEffect(() => watchHints(setHinted), []);
  const part = useLoaded(hintBubble, hinted !== null);
  if (part === null || hinted === null) return null;
  const { HintBubble } = part;
  return <HintBubble anchor={hinted.element} text={hinted.text} distancePx={6} />;
}

/** Returns how to stop. */
function watchHints(show: (hinted: Hinted | null) => void): () => void {
  let timer: number | undefined;
  let current: Element | null = null;
  let pressed: { readonly x: number; readonly y: number } | null = null;
  let isByKey = false;

  const later = (run: () => void, delayMs: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, delayMs);
  };
  const hide = () => {
    window.clearTimeout(timer);
    current = null;
    show(null);
  };
  const display = (element: Element) => {
    const text = element.getAttribute('data-hint');
    if (element.isConnected && text) show({ element, text });
  };
  const onPointerOver = ({ target, pointerType, clientX, clientY }: PointerEvent) => {
    if (!(target instanceof Element)) return;
    // The pointer may move onto the hint, to read it or to select its text.
    if (target.closest('[data-hint-bubble]') !== null) return window.clearTimeout(timer);
    const element = target.closest('[data-hint]');
    if (pointerType === 'touch' || element === current) return;
    // What a press has put under the pointer was not pointed at. Its hint would cover what is to be pressed next.
    if (pressed !== null && Math.hypot(clientX - pressed.x, clientY - pressed.y) < REST_PX) {
      current = element;
      return;
    }
    pressed = null;
    const isLeaving = current !== null;
    current = element;
    if (isLeaving) later(() => show(null), GRACE_MS);
    if (element !== null) {
      if (isLeaving) show(null);
      later(() => display(element), DELAY_MS);
    }
  };
  const onFocus = ({ target }: FocusEvent) => {
    // A browser also shows the focus that a program has moved, after the element that had it was removed. Nobody asked
    // for the hint then, and it would cover its surroundings until the focus moves.
    const isAsked = isByKey && target instanceof Element && target.matches(':focus-visible');
    const element = isAsked ? target.closest('[data-hint]') : null;
    if (element === null) return hide();
    current = element;
    later(() => display(element), 0);
  };
  const onKey = ({ key }: KeyboardEvent) => {
    isByKey = true;
    if (key === 'Escape' || key === 'Enter' || key === ' ') hide();
  };
  const onPress = ({ clientX, clientY }: PointerEvent) => {
    pressed = { x: clientX, y: clientY };
    isByKey = false;
    window.clearTimeout(timer);
    show(null);
  };
  const gone = new AbortController();
  const options = { capture: true, passive: true, signal: gone.signal };
  document.addEventListener('pointerover', onPointerOver, options);
  document.addEventListener('pointerdown', onPress, options);
  document.addEventListener('focusin', onFocus, options);
  document.addEventListener('focusout', hide, options);
  document.addEventListener('keydown', onKey, options);
  document.addEventListener('scroll', hide, options);
  // Without capture: the pointer leaves the window, and not only one of its elements.
  document.documentElement.addEventListener('pointerleave', hide, { signal: gone.signal });
  return () => {
    gone.abort();
    window.clearTimeout(timer);
  };
}
