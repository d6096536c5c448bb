import { type CSSProperties, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useCommandRegistry } from '../../commands/use-commands.ts';
import { usePreference } from '../../data/use-preference.ts';
import { useWorkspaceKind } from '../../data/use-watching.ts';
import { type Box, placeBeside } from '../../model/place-beside.ts';
import { showView } from '../../navigation/use-view.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import styles from './tour.module.css';
import { TOUR_STEPS, type TourStep, targetOf, WATCHED_STEPS } from './tour-steps.ts';
import { useTargetBox } from './use-target-box.ts';

export interface TourProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/**
 * Five steps through the first lesson, or through a watched app, each next to its target. The whole window can be used
 * meanwhile.
 */
export function Tour({ isOpen, onClose }: TourProps) {
  const kind = useWorkspaceKind();
  // In another workspace the tour is another one, and begins again.
  return isOpen ? <TourCard key={kind} onClose={onClose} /> : null;
}

interface Guide {
  readonly steps: readonly ToldStep[];
  /** Said where a step is about a request, and there is none. */
  readonly nothingYet: string;
}

interface ToldStep extends TourStep {
  readonly title: string;
  readonly text: string;
}

/** The tour for the selected workspace, with its words. */
function useGuide(): Guide {
  const { tour, tourSteps } = useStringsWithLater();
  const { tour: watched } = useWatchStrings();
  const isWatched = useWorkspaceKind() === 'watched';
  return useMemo(
    () =>
      isWatched
        ? {
            steps: WATCHED_STEPS.map((step) => ({ ...step, ...watched.steps[step.name] })),
            nothingYet: watched.nothingYet,
          }
        : { steps: TOUR_STEPS.map((step) => ({ ...step, ...tourSteps[step.name] })), nothingYet: tour.nothingYet },
    [isWatched, tour, tourSteps, watched],
  );
}

function TourCard({ onClose }: Pick<TourProps, 'onClose'>) {
  const t = useStrings().tour;
  const { steps, nothingYet } = useGuide();
  const id = useId();
  const card = useRef<HTMLElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const [index, setIndex] = useState(0);
  const [size, setSize] = useState({ width: 340, height: 180 });
  const step = steps[index] ?? NOTHING;
  const box = useTargetBox(step);
  const isLast = index === steps.length - 1;
  usePreparation(step);
  useFocusWhileOpen(next);
  useEscapeAnywhere(onClose);
  useLayoutEffect(() => {
    const rect = card.current?.getBoundingClientRect();
    if (rect !== undefined && (rect.height !== size.height || rect.width !== size.width)) setSize(rect);
  });
  const place = placeBeside(box, size, { width: window.innerWidth, height: window.innerHeight });
  return (
    <>
      {box !== null && <div className={styles.ring} aria-hidden="true" style={ringAt(box)} />}
      <section
        ref={card}
        aria-label={t.name}
        aria-describedby={`${id}-text`}
        className={styles.card}
        style={{ '--x': `${place.x}px`, '--y': `${place.y}px` } as CSSProperties}
      >
        <div aria-live="polite" id={`${id}-text`}>
          <p className={styles.count}>{t.count(index + 1, steps.length)}</p>
          <h2 className={styles.title}>{step.title}</h2>
          <p className={styles.text}>{step.text}</p>
          {box === null && step.tab !== undefined && <p className={styles.text}>{nothingYet}</p>}
        </div>
        <div className={styles.tools}>
          <Button look="quiet" onClick={onClose}>
            {t.close}
          </Button>
          <span className={styles.moves}>
            {index > 0 && <Button onClick={() => setIndex(index - 1)}>{t.back}</Button>}
            <Button ref={next} look="primary" onClick={() => (isLast ? onClose() : setIndex(index + 1))}>
              {isLast ? t.done : t.next}
            </Button>
          </span>
        </div>
      </section>
    </>
  );
}

const NOTHING: ToldStep = { name: '', targets: [], title: '', text: '' };
const RING = 4;

/** Around a thing, and not beyond the window. */
function ringAt({ x, y, width, height }: Box): CSSProperties {
  const left = Math.max(0, x - RING);
  const top = Math.max(0, y - RING);
  return {
    left,
    top,
    width: Math.min(window.innerWidth, x + width + RING) - left,
    height: Math.min(window.innerHeight, y + height + RING) - top,
  };
}

/** Prepares the subject of a step: its view, a selected request, the tab. */
function usePreparation(step: TourStep): void {
  const registry = useCommandRegistry();
  const [, setTab] = usePreference('details-tab', (stored) => stored ?? '');
  useEffect(() => {
    showView('live');
    if (step.tab === undefined) return;
    if (targetOf(step) === null) registry.run('newest-request');
    setTab(step.tab);
  }, [step, registry, setTab]);
}

/** The keyboard begins at the card, and goes back where it came from. */
function useFocusWhileOpen(first: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    first.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [first]);
}

/** Esc, wherever the focus is, unless something has made use of it. */
function useEscapeAnywhere(onEscape: () => void): void {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
