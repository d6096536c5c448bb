import type { Locale } from '../support/words.ts';

/** How somebody may have set up their system. */
export interface Appearance {
  /** Also the beginning of the names of its pictures. */
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly contrast: 'no-preference' | 'more';
  readonly locale: Locale;
  /** What is laid out in little room is so in any contrast: small in one appearance of each language. */
  readonly sizes: readonly Size[];
}

/** The window as it is on most screens, and as small as it may be. */
const large = { name: 'large', width: 1280, height: 800 } as const;
const small = { name: 'small', width: 960, height: 600 } as const;
type Size = typeof large | typeof small;

const themes = [
  { name: 'light', colorScheme: 'light', contrast: 'no-preference' },
  { name: 'dark', colorScheme: 'dark', contrast: 'no-preference' },
  { name: 'light-contrast', colorScheme: 'light', contrast: 'more' },
  { name: 'dark-contrast', colorScheme: 'dark', contrast: 'more' },
] as const;

/** Every theme in every language. */
export const appearances: readonly Appearance[] = themes.flatMap(({ name, ...theme }) => {
  return (['en-US', 'zh-CN'] as const).map((locale) => {
    const isEnglish = locale === 'en-US';
    const hasSmall = name === (isEnglish ? 'light' : 'dark');
    const sizes = hasSmall ? [large, small] : [large];
    return { ...theme, locale, sizes, name: `${name}-${isEnglish ? 'en' : 'zh'}` };
  });
});
