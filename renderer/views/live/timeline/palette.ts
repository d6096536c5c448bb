/**
 * The colours of the picture. They are the tokens of the theme in use, read from the page, since a canvas knows no
 * CSS.
 */
import type { DrawnShape } from './model/shape.ts';

const ROLES = [
  'set',
  'get',
  'pop',
  'reject',
  'text',
  'muted',
  'line',
  'line-strong',
  'panel',
  'accent',
  'hatch',
  'actor-alice',
  'actor-bob',
  'actor-mallory',
  'actor-outside',
] as const;
export type ColourRole = (typeof ROLES)[number];

export interface Palette {
  readonly colours: Readonly<Record<ColourRole, string>>;
  readonly textFont: string;
  readonly codeFont: string;
}

export const SHAPE_COLOURS: Readonly<Record<DrawnShape, ColourRole>> = {
  set: 'set',
  get: 'get',
  pop: 'pop',
  rejected: 'reject',
  regenerated: 'set',
  destroyed: 'reject',
  edited: 'text',
  listed: 'get',
  cleared: 'pop',
  unused: 'muted',
  'cookie-end': 'reject',
};

/** The colour role of an actor, by the name of its colour. */
export function actorRole(colour: string): ColourRole {
  return ROLES.find((role) => role === `actor-${colour}`) ?? 'actor-outside';
}

/**
 * Reads the palette at an element of the page, for which `--timeline-ROLE` is defined for each role. The browser
 * computes the tokens (light or dark, mixed, forced): the colour is set on an element and its computed value is read.
 */
export function readPalette(place: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.style.forcedColorAdjust = 'none';
  probe.hidden = true;
  place.append(probe);
  const computed = getComputedStyle(probe);
  const colours = Object.fromEntries(
    ROLES.map((role) => {
      probe.style.color = `var(--timeline-${role})`;
      return [role, computed.color];
    }),
  ) as Record<ColourRole, string>;
  const textFont = computed.fontFamily;
  probe.style.fontFamily = 'var(--font-mono)';
  const codeFont = computed.fontFamily;
  probe.remove();
  return { colours, textFont, codeFont };
}

const THEME_QUERIES = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'];

/** Calls back when the colours may have changed: by the system, or by an attribute of the root element. */
export function onThemeChange(callback: () => void): () => void {
  const queries = THEME_QUERIES.map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener('change', callback);
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] });
  return () => {
    for (const query of queries) query.removeEventListener('change', callback);
    observer.disconnect();
  };
}
