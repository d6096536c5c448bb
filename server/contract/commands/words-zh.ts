import type { CommandWords } from './commands.ts';

/** The commands in Simplified Chinese. */
export const commandWords: CommandWords = {
  titles: {
    'show-live': '显示“实时”',
    'show-sessions': '显示“会话”',
    'show-cookies': '显示“Cookie”',
    'show-lab': '显示“实验室”',
    'show-settings': '显示“设置”',
    'find-command': '查找命令…',
    'open-site': '在浏览器中打开站点',
    'keep-server-side': '把会话存在服务器端',
    'keep-client-side': '把会话存在 Cookie 里',
    filter: '筛选',
    export: '导出…',
    'toggle-recording': '暂停或继续记录',
    'clear-log': '清空日志…',
    'actor-set': 'Set',
    'actor-get': 'Get',
    'actor-pop': 'Pop',
    'actor-regenerate': '重新生成会话 ID',
    'actor-clear': '清除所有键',
    'actor-destroy': '销毁会话',
    'actor-forget': '忘掉 Cookie',
    'show-keys': '快捷键',
  },
  groups: {
    view: '视图',
    site: '站点',
    log: '日志',
    request: '所选请求',
    session: '所选会话',
    actor: '角色',
    help: '帮助',
  },
  menus: { file: '文件', edit: '编辑', view: '视图', session: '会话', help: '帮助' },
};
