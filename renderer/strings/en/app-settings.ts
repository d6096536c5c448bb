/** The settings of the app itself: how it looks, where it listens, what it keeps. */
export const appSettings = {
  appearance: {
    title: 'Appearance',
    language: 'Language',
    languageWhy:
      'The language of the window and of its menu. System takes the first of your system’s languages that there is.',
    languages: { system: 'System', en: 'English', 'zh-CN': '简体中文' },
    theme: 'Theme',
    themeWhy: 'Light or dark. System follows your system, also when it changes in the evening.',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    contrast: 'Contrast',
    contrastWhy:
      'More contrast makes every text and line stand out further from what is behind it. System follows your system.',
    contrasts: { system: 'System', normal: 'Normal', more: 'More' },
  },
};
