import type { CommandId } from '../../../server/contract/commands/commands.ts';

/**
 * Search words for commands beside their titles. English and Chinese are together, because a user who cannot read the
 * window searches for the language by its own name.
 */
export const COMMAND_WORDS: Readonly<Partial<Record<CommandId, string>>> = {
  'show-sessions': 'store stored data redis postgres mysql sqlite database row 存储 数据 数据库',
  'show-cookies': 'workbench decode sign signature jwt tamper change character 解码 签名 工作台',
  'show-lab': 'experiments attacks exercises lessons 实验 攻击 练习',
  'show-settings': 'options preferences language theme secret 选项 语言 主题 密钥',
  'keep-server-side': 'engine express store 引擎',
  'keep-client-side': 'engine flask 引擎',
  export: 'report hand in save download file csv har json html 报告 提交 保存 下载',
  'open-recording': 'import load file har ndjson devtools 导入 文件',
  'watch-app':
    'my app own app proxy reverse attach flask django express rails laravel php next vite spring upstream port 代理 我的应用 自己的应用 端口',
  'show-tutorial': 'tutorial site alice bob mallory 教程',
  'clear-log': 'delete empty remove 删除',
  'report-session': 'hand in export homework 提交 导出 作业',
  'take-tour': 'help how introduction begin start guide tutorial 帮助 入门 开始 教程',
  'show-words': 'glossary terms vocabulary help session cookie signature secret store 术语 词汇 会话 签名 密钥',
  'show-keys': 'shortcuts keyboard help 快捷键 键盘 帮助',
};

export const LANGUAGE_WORDS = 'language english chinese 语言 英文 英语 中文 汉语 简体';
export const THEME_WORDS = 'theme dark light night mode appearance 主题 深色 浅色 暗色 夜间';
