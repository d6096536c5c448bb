import type { Language } from '../server/contract/language.ts';

export const appName = 'Session Inspector';

/** The words of the shell in one language. The page has its own words, and the words of commands are shared. */
export interface ShellWords {
  readonly startFailed: string;
  /** In *About*. */
  readonly unsigned: string;
  readonly licence: string;
  /** The menu items that every desktop app has. */
  readonly menu: {
    readonly window: string;
    readonly about: string;
    readonly releases: string;
    readonly quit: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly reload: string;
    readonly resetZoom: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly fullScreen: string;
    readonly developerTools: string;
    readonly minimize: string;
    readonly close: string;
  };
}

export const shellWords: Readonly<Record<Language, ShellWords>> = {
  en: {
    startFailed: 'Session Inspector could not start',
    unsigned: 'unsigned build',
    licence: 'MIT licence. The licences of what is bundled are beside the program.',
    menu: {
      window: 'Window',
      about: 'About Session Inspector',
      releases: 'Releases',
      quit: 'Quit',
      undo: 'Undo',
      redo: 'Redo',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      selectAll: 'Select all',
      reload: 'Reload the window',
      resetZoom: 'Actual size',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      fullScreen: 'Full screen',
      developerTools: 'Developer tools',
      minimize: 'Minimize',
      close: 'Close the window',
    },
  },
  'zh-CN': {
    startFailed: 'Session Inspector 无法启动',
    unsigned: '未签名的构建',
    licence: 'MIT 许可证。所含第三方组件的许可证与程序放在一起。',
    menu: {
      window: '窗口',
      about: '关于 Session Inspector',
      releases: '版本发布页',
      quit: '退出',
      undo: '撤销',
      redo: '重做',
      cut: '剪切',
      copy: '复制',
      paste: '粘贴',
      selectAll: '全选',
      reload: '重新加载窗口',
      resetZoom: '实际大小',
      zoomIn: '放大',
      zoomOut: '缩小',
      fullScreen: '全屏',
      developerTools: '开发者工具',
      minimize: '最小化',
      close: '关闭窗口',
    },
  },
};
