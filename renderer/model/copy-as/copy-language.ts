/** The forms in which a request can be copied. */
export const COPY_LANGUAGES = ['curl', 'cmd', 'powershell', 'fetch', 'python'] as const;
export type CopyLanguage = (typeof COPY_LANGUAGES)[number];

/** The sending program, for sentences about a copy. */
export const COPY_PROGRAMS: Readonly<Record<CopyLanguage, string>> = {
  curl: 'curl',
  cmd: 'cmd',
  powershell: 'PowerShell',
  fetch: 'fetch',
  python: 'requests',
};
