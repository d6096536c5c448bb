import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { background } from '../../electron/background.ts';
import { coloursOf, contrastOf, VARIANTS, type Variant } from './support/tokens.ts';

/**
 * The backgrounds of text, icons and fields: rows and cards of every kind can have each of them.
 */
const SURFACES = ['bg', 'panel', 'raised', 'sunken', 'hover', 'pressed', 'selected', 'plain-soft'] as const;
/** The backgrounds of fields and cards, which are separated from it by a line. */
const GROUNDS = ['bg', 'panel', 'raised', 'sunken'] as const;

const TEXTS = [
  ...['text', 'muted', 'faint', 'accent', 'accent-strong', 'set', 'get', 'pop', 'reject'],
  ...['actor-alice', 'actor-bob', 'actor-mallory', 'actor-outside'],
  ...['segment-name', 'segment-sid', 'segment-signature', 'segment-header', 'segment-rest'],
  ...['json-key', 'json-string', 'json-number', 'json-word'],
];
const SOFT = ['set-soft', 'get-soft', 'pop-soft', 'reject-soft'];

type Pair = readonly [front: string, back: string];
const every = (fronts: readonly string[], backs: readonly string[]): Pair[] =>
  fronts.flatMap((front) => backs.map((back): Pair => [front, back]));

/** Text on its background. */
const TEXT_PAIRS: readonly Pair[] = [
  ...every(TEXTS, SURFACES),
  ...every(['text', 'muted', 'faint'], SOFT),
  ...['set', 'get', 'pop', 'reject'].map((name): Pair => [name, `${name}-soft`]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-tooltip', 'tooltip'],
];
/** What one must see to use it: the line of a field, the ring around what has the focus. */
const SHAPE_PAIRS: readonly Pair[] = [...every(['field-line'], GROUNDS), ...every(['focus'], [...SURFACES, ...SOFT])];
/** Lines that only divide: they carry nothing, until somebody asks for more contrast. */
const DIVIDING_PAIRS = every(['line', 'line-soft', 'line-strong'], GROUNDS);
/** Darkens what is behind a dialog; nothing is read on it. */
const SEE_THROUGH = ['shade'];

function leastOf(variant: Variant): [readonly Pair[], number][] {
  return variant.endsWith('more contrast')
    ? [
        [TEXT_PAIRS, 7],
        [SHAPE_PAIRS, 4.5],
        [DIVIDING_PAIRS, 3],
      ]
    : [
        [TEXT_PAIRS, 4.5],
        [SHAPE_PAIRS, 3],
      ];
}

describe.each(VARIANTS)('in %s', (variant) => {
  const colours = coloursOf(variant);
  const colour = (name: string) => colours.get(name) ?? `no --color-${name}`;

  it('every colour has enough contrast to its background', () => {
    const tooClose = leastOf(variant).flatMap(([pairs, least]) =>
      pairs
        .map(([front, back]) => ({ front, back, is: contrastOf(colour(front), colour(back)), least }))
        .filter(({ is }) => is < least)
        .map(({ front, back, is }) => `${front} on ${back}: ${is.toFixed(2)}, not ${least}`),
    );
    expect(tooClose).toEqual([]);
  });

  it('the native window begins in the colour of the page', () => {
    const isDark = variant.startsWith('dark');
    expect(background({ isDark, hasMoreContrast: variant.endsWith('more contrast') })).toBe(colour('bg'));
  });
});

test('every colour token is in a pair', () => {
  const paired = new Set([...TEXT_PAIRS, ...SHAPE_PAIRS, ...DIVIDING_PAIRS].flat());
  expect([...paired, ...SEE_THROUGH].sort()).toEqual([...coloursOf('light').keys()].sort());
});

const renderer = join(import.meta.dirname, '../../renderer');

test('a rule that sets both text and background sets a pair', () => {
  const known = new Set(TEXT_PAIRS.map(([front, back]) => `${front} on ${back}`));
  const found = globSync('**/*.css', { cwd: renderer }).flatMap((path) =>
    [...readFileSync(join(renderer, path), 'utf8').matchAll(/\{([^{}]*)\}/g)].flatMap(([, rule = '']) => {
      const front = /(?:^|[\s;])color:\s*var\(--color-([\w-]+)\)/.exec(rule)?.[1];
      const back = /(?:^|[\s;])background(?:-color)?:\s*var\(--color-([\w-]+)\)/.exec(rule)?.[1];
      return front === undefined || back === undefined ? [] : [`${front} on ${back}`];
    }),
  );
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((pair) => !known.has(pair))).toEqual([]);
});
