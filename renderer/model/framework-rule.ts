import type { WatchedApp } from '../../server/contract/watch.ts';

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

/**
 * The framework that the rows of the attached store show, if it is another one than the answers of the app suggest:
 * Werkzeug serves Django, too. Null if the two agree, or if the rows show none.
 */
export function frameworkOfStore({ store, framework }: Pick<WatchedApp, 'store' | 'framework'>): string | null {
  if (store?.state !== 'reading' || store.confidence !== 'seen') return null;
  const rule = ruledFramework(store.framework);
  const guessed = framework === null ? null : ruledFramework(framework.framework);
  return rule === null || rule === guessed ? null : store.framework;
}
