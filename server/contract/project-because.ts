/** Why the files of a project suggest a session store. Imports nothing, so that the window loads no schema with it. */

/** What in the project suggests the store, for sentences in any language. */
export interface ProjectBecause {
  readonly code: ProjectBecauseCode;
  /** What the sentence names, in its order. */
  readonly names: readonly string[];
}

export type ProjectBecauseCode =
  | 'columns'
  | 'flask-folder'
  | 'laravel-folder'
  | 'php-files'
  | 'django-folder'
  | 'django-cache'
  | 'django-database'
  | 'laravel-driver'
  | 'package-folder'
  | 'package-usual'
  | 'package-variable';

/** The words of {@link projectBecauseSentence} in one language. */
export type ProjectBecauseWords = Readonly<
  Record<ProjectBecauseCode, (first: string, second: string, third: string) => string>
>;

/** Why the project suggests the store. */
export function projectBecauseSentence({ code, names }: ProjectBecause, words: ProjectBecauseWords): string {
  const [first = '', second = '', third = ''] = names;
  return words[code](first, second, third);
}
