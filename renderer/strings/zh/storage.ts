import type { Strings } from '../en.ts';
import { count, dayAndTime, timeOfDay } from './words.ts';

export const storage: Strings['storage'] = {
  setAside: (what, keptAs, how) => `${what}原文件保留为 ${keptAs}，${how}。`,
  defect: {
    'not-a-file': '数据库的位置上不是一个文件。',
    'not-a-database': '数据库的位置上是一个不是数据库的文件。',
    foreign: '数据库的位置上是另一个程序的数据库。',
    damaged: '数据库已损坏。',
    empty: '数据库是空文件，正常情况下不会这样。',
    missing: '数据库不见了，只剩下它的日志文件。',
  },
  begunFrom: {
    mainFile: '并用其中的内容新建了数据库，没有采用旁边那个不属于它的日志文件',
    rescued: (sessions, entries, unreadable) =>
      `并用能读出的内容新建了数据库：${count(sessions)} 个会话和 ${count(entries)} 条日志${unreadable === 0 ? '' : `（${count(unreadable)} 行无法读取，只留在保存下来的文件中）`}`,
    backup: (madeAtMs) => `并用 ${dayAndTime(madeAtMs)} 的备份新建了数据库`,
    copy: (copy) => `并用 ${copy} 新建了数据库，其中是上次运行保存下来的内容`,
    nothing: '并新建了数据库',
  },
  missing: (copy) =>
    `数据库不见了，已新建一个。之前保存下来的内容在数据文件夹中的 ${copy}。要使用该副本，请结束 Session Inspector，并把副本重命名为 inspector.db。`,
  temporary: (path, why) => `${why}${path} 保持原样。现在发生的一切只保留到 Session Inspector 结束为止。`,
  obstacle: {
    newer: '数据库由更新版本的 Session Inspector 写入；请更新本程序后再使用它。',
    locked: '数据库正被另一个程序占用；请关闭那个程序并重新启动。',
    'not-writable': '数据库无法写入。',
    'disk-full': '磁盘已满；请腾出空间并重新启动。',
    'io-error': '数据库无法读取；磁盘可能有故障。',
    'broken-link': '数据库是一个指向不存在位置的链接；请连接它所指向的磁盘，或删除该链接，然后重新启动。',
  },
  refused: (why) =>
    `${why}在此之前，站点照常应答，但会话和记录都不会保存，现在看到的内容只存在于本窗口中。程序会自动重试写入。`,
  refusal: {
    'disk-full': '磁盘已满，请腾出空间。',
    locked: '数据库正被另一个程序占用，请关闭那个程序。',
    'not-writable': '数据库无法写入，请检查该文件及其文件夹的权限。',
  },
  wereRefused: (why, { fromMs, toMs, lostRecords, notSaved }) =>
    `${timeOfDay(fromMs)} 到 ${timeOfDay(toMs)} 期间${why}：有 ${count(lostRecords)} 条记录不在日志中，有 ${count(notSaved)} 个请求的会话未能保存。`,
  refusalPast: {
    'disk-full': '磁盘已满',
    locked: '数据库被另一个程序占用',
    'not-writable': '数据库无法写入',
  },
  failed: (what, detail, next) =>
    `${what}（${detail}）。不再写入任何内容，访问者也没有会话。这里显示的是仍能读出的部分。${next}`,
  failure: {
    damaged: '数据库已损坏',
    'io-error': '数据库所在的磁盘出错',
    gone: '数据库文件或其所在文件夹在使用中被删除或重命名',
    replaced: '使用中的数据库被换成了另一个文件',
    overwritten: '另一个程序改写了使用中的数据库',
    cut: '使用中的数据库文件被截短',
    'journal-gone': '使用中的数据库的日志文件被删除或替换',
  },
  next: {
    startAgain: '请重新启动 Session Inspector：原文件会保留，能读出的内容会转入新的数据库。',
    stillOpen:
      '在 Session Inspector 结束之前，其中的全部内容仍保留在已打开的文件中。程序每隔几秒会尝试在数据文件夹中保存副本；你也可以把副本保存到别处。副本包含完整的会话。',
    inDatabase: '此前保存的内容都在数据库中：请重新启动 Session Inspector。',
    fromCopy: (copy) =>
      `其中的全部内容已复制到数据文件夹中的 ${copy}。要使用该副本，请结束 Session Inspector，并把副本重命名为 inspector.db。`,
  },
  saveCopy: '保存副本',
  copied: (copy) =>
    `数据库中的全部内容已复制到数据文件夹中的 ${copy}。要使用该副本，请结束 Session Inspector，并把副本重命名为 inspector.db。`,
  notCopied: (reason) =>
    `已打开的数据库中的内容无法复制到数据文件夹：${reason}。程序每隔几秒会重试；在 Session Inspector 结束之前，你也可以把副本保存到别处。`,
  closedOff: {
    file: '数据库文件在使用中被改为不允许所有者访问，现已恢复访问权限。',
    folder: '数据文件夹不再可写。数据库继续使用；设置、密钥和搜索索引无法保存。',
  },
};
