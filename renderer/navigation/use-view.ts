import { useSyncExternalStore } from 'react';

export const VIEWS = ['live', 'sessions', 'cookies', 'lab', 'settings'] as const;
export type View = (typeof VIEWS)[number];

/** The view the address names (`#sessions`); Live for anything else. Links and the back button move between views. */
export function useView(): View {
  return useSyncExternalStore(subscribe, () => VIEWS.find((view) => window.location.hash === `#${view}`) ?? 'live');
}

/** Goes to a view, as its link does. */
export function showView(view: View): void {
  window.location.hash = view;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
