/** Frameworks whose documentation says when they set the session cookie. */
export type RuledFramework = 'flask' | 'django' | 'express' | 'rails' | 'laravel' | 'php' | 'aspnet' | 'servlet';

/** By the names that the signs of frameworks have. */
const NAMES: readonly (readonly [RegExp, RuledFramework])[] = [
  [/^Flask/, 'flask'],
  [/^Django/, 'django'],
  [/^Express/, 'express'],
  [/Rails/, 'rails'],
  [/^Laravel/, 'laravel'],
  [/^PHP/, 'php'],
  [/^ASP\.NET Core/, 'aspnet'],
  [/^(?:Java|Spring)/, 'servlet'],
];

/** The framework of a guess, if a rule of it is known. Null for all others. */
export function ruledFramework(name: string): RuledFramework | null {
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
