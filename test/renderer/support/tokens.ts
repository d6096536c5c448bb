/** The colour tokens of renderer/styles/tokens.css as the browser would work them out, in each of the four variants. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const VARIANTS = ['light', 'dark', 'light, more contrast', 'dark, more contrast'] as const;
export type Variant = (typeof VARIANTS)[number];

export type Colours = ReadonlyMap<string, string>;

const source = readFileSync(join(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
);

/** Every token by its name without `--color-`, in hexadecimal, or as it stands where it is see-through. */
export function coloursOf(variant: Variant): Colours {
  const isDark = variant.startsWith('dark');
  const declared = new Map(declarationsOf(':root'));
  if (variant.endsWith('more contrast')) {
    for (const [name, value] of declarationsOf(':root[data-contrast="more"]')) {
      if (!declared.has(name)) throw new Error(`--color-${name} has a value for more contrast alone`);
      declared.set(name, value);
    }
  }
  const resolve = (name: string): string => {
    const value = declared.get(name);
    if (value === undefined) throw new Error(`There is no --color-${name}`);
    const alias = /^var\(--color-([\w-]+)\)$/.exec(value)?.[1];
    if (alias !== undefined) return resolve(alias);
    const pair = /^light-dark\((.+), (#\w{6}|rgb\(.+\))\)$/.exec(value);
    const colour = isDark ? pair?.[2] : pair?.[1];
    if (colour === undefined) throw new Error(`--color-${name} is written in a way that is not read here: ${value}`);
    return colour;
  };
  return new Map([...declared.keys()].map((name) => [name, resolve(name)]));
}

function declarationsOf(selector: string): [string, string][] {
  const start = source.indexOf(`${selector} {`);
  if (start === -1) throw new Error(`tokens.css has no rule for ${selector}`);
  const rule = source.slice(start, source.indexOf('}', start));
  return [...rule.matchAll(/--color-([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]);
}

/** How far two colours are apart, from 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

function luminanceOf(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Red, green and blue as amounts of light, from 0 to 1 (sRGB undone). */
export function channelsOf(hex: string): readonly number[] {
  if (!/^#[\da-f]{6}$/.test(hex)) throw new Error(`Not a colour in hexadecimal: ${hex}`);
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}
