import { useCallback, useState } from 'react';
import { usePreference } from '../../data/use-preference.ts';

export interface TourState {
  readonly isOpen: boolean;
  /** The tour has not been closed yet, so it is offered. */
  readonly isOffered: boolean;
  readonly start: () => void;
  readonly close: () => void;
}

/** The tour, and whether it is offered: until it was closed once. */
export function useTour(): TourState {
  const [isOpen, setIsOpen] = useState(false);
  const [isClosed, setIsClosed] = usePreference('tour-closed', (stored) => stored === 'true');
  const start = useCallback(() => setIsOpen(true), []);
  const close = useCallback(() => {
    setIsOpen(false);
    setIsClosed(true);
  }, [setIsClosed]);
  return { isOpen, isOffered: !isClosed && !isOpen, start, close };
}
