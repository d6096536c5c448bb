import type { Strings } from '../en.ts';

/** The settings of the app itself: how it looks, where it listens, what it keeps. */
export const appSettings: Strings['appSettings'] = {
  appearance: {
    title: '外观',
    language: '语言',
    languageWhy: '窗口及其菜单的语言。“跟随系统”会在系统的语言中选用第一个受支持的。',
    languages: { system: '跟随系统', en: 'English', 'zh-CN': '简体中文' },
    theme: '主题',
    themeWhy: '浅色或深色。“跟随系统”会随系统而变，包括系统在晚间自动切换时。',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    contrast: '对比度',
    contrastWhy: '提高对比度会让所有文字和线条与背景的差别更明显。“跟随系统”采用系统的设置。',
    contrasts: { system: '跟随系统', normal: '标准', more: '更高' },
  },
};
