import type { StoreWhyStrings } from '../en/store-why.ts';

const orAnyCertificate = '请在地址后加上 sslrootcert=文件（其 CA 的证书），或用 sslmode=no-verify 接受任何证书。';
const byHand = '在地址后加上“?table=表&key=列&value=列&expiry=列”';
const attachInstead = '要列出会话，请附加它的存储。';
const thereAre = (choices: string) => (choices === '' ? '其中没有当前用户可以查看的表。' : `现有：${choices}。`);
const otherZone = (hours: string, direction: string) =>
  `记录中的时间${direction} ${hours} 小时：这一列没有时区，而应用的连接与数据库使用不同的时区。显示的到期时间已去掉这个差值。`;

export const storeWhy: StoreWhyStrings = {
  quoted: (sentence, quote) => `${sentence}原始消息：“${quote}”。`,
  sentence: {
    'path-missing': (path) => `${path} 不存在。请检查路径，以及应用是否已经创建它。`,
    'path-replaced': (path) => `${path} 已被另一个文件或文件夹取代，现在改为读取新的。`,
    'project-missing': (path) => `${path} 不是文件夹。请提供应用项目所在的文件夹。`,
    'ca-file': (path) => `sslrootcert 指定的文件 ${path} 无法读取。请写出完整路径。`,

    'redis-number': (place) =>
      `${place}：服务器上没有这个编号的数据库。它的设置 databases 规定了数量，通常是 16 个，所以最后一个是 15。`,
    'database-missing': (place, name) => `服务器上没有数据库 ${name}。请检查 ${place} 末尾的名称，或创建这个数据库。`,

    'not-an-address': () => '这不是有效的地址。请按 redis://127.0.0.1:6379/0 的形式填写。',
    'unknown-scheme': (_, scheme, known) => `${scheme}// 不是存储的地址。可以使用：${known}`,
    'not-local': (_, host) => `${host} 不在本机上。这里只读取本机的存储。`,
    'memcached-tls': () => '读取 memcached 时不使用 TLS。请从地址中去掉 sslmode。',
    'name-columns': () => '请写出表和其中的两列：?table=表&key=列&value=列',
    'redis-database': (_, name) => `${name} 不是 Redis 数据库的编号。地址的形式是 redis://127.0.0.1:6379/0。`,
    'mysql-database': (place) => `请写出数据库：${place.replace(/\/?$/, '/')}名称，与应用使用的名称相同。`,
    'sslmode-unknown': (_, mode) => `无法识别 sslmode=${mode}。可以使用：disable、require、verify-full、no-verify。`,
    'sslmode-contradicts': (_, mode) => `地址要求使用 TLS，而 sslmode=${mode} 禁止使用。请去掉其中一个。`,
    'site-scheme': () =>
      '请提供 Redis、Valkey 或 PostgreSQL 的地址：redis://127.0.0.1:6379 或 postgres://user@127.0.0.1:5432/database。',
    'site-prefix': (_, prefix) => `表名不能以“${prefix}”开头。前缀最多 40 个字符，只能用小写字母、数字和下划线。`,

    'nothing-listens': (place) => `没有程序在 ${place} 监听。请启动存储，或检查端口。`,
    'demands-tls': (place, parameter) =>
      `${place} 要求使用 TLS。请在地址后加上“?${parameter}=require”；如果它的证书是自签名的，请加上“?${parameter}=no-verify”。`,
    'no-tls-there': (place) => `${place} 的这个端口不支持 TLS。请换一个端口，或在地址中不使用 TLS。`,
    pooler: (place) => `${place} 不允许只读的连接。请直接连接服务器，不要经过连接池。`,

    password: (place, user) =>
      user === ''
        ? `${place} 拒绝了密码。请提供应用使用的密码。`
        : `${place} 拒绝了用户 ${user} 或密码。请提供应用使用的用户名和密码。`,
    'password-or-tls': (place, user) =>
      `${place} 拒绝了用户 ${user} 或密码。请提供应用使用的用户名和密码；如果这个用户必须使用 TLS，请在地址后加上“?ssl-mode=required”。`,
    'memcached-login': (place) =>
      `${place} 要求登录，而 memcached 把登录当作写入命令，所以没有发送。启动它时请不要使用 -Y 或 -S。`,

    'path-forbidden': (path) => `当前用户没有读取 ${path} 的权限。请用运行应用的用户来运行检查器。`,
    'redis-rights': (place) => `${place}：当前用户没有读取键的权限。请允许 GETRANGE、PTTL、TYPE 和 SCAN。`,
    'select-rights': (place, statement) => `${place}：当前用户没有读取表的权限。可以这样授予：${statement}`,
    'site-rights': (place) => `${place}：当前用户没有所需的权限。Session Inspector 的表必须归这个用户所有。`,
    'app-too-many': (name, total) =>
      `${name} 中有 ${total} 个会话。应用必须全部加载才能列出，所以最多列出 1000 个。${attachInstead}`,
    'app-too-slow': (name) => `${name} 列出会话用了一秒以上。${attachInstead}`,
    'app-no-ids': (name) => `${name} 列出的会话没有 ID。${attachInstead}`,

    'writer-holds': (path) => `有程序正在写入 ${path} 并占用着它。下一个请求到来时会再次读取。`,
    'reads-wait': (place, waiting) => `${place} 很慢：有 ${waiting} 次读取在等待。稍后会再次读取。`,
    'listing-keys': (place) => `${place} 正在为另一个程序列出键。稍后会再次读取。`,
    'server-busy': (place) => `${place} 正忙。下一个请求到来时会再次读取。`,

    'older-redis': (place) => `${place} 早于 Redis 6。需要更新的版本。`,
    'older-memcached': (place) => `${place} 早于 memcached 1.6。需要更新的版本。`,
    'older-postgres': (place) => `${place} 早于 PostgreSQL 10。需要更新的版本。`,
    'older-mysql': (place, version) => `${place} 的版本是 ${version}。需要 MySQL 5.7.8 或 MariaDB 10.1，或更新的版本。`,

    'certificate-untrusted': (place) => `${place} 的证书不受信任。${orAnyCertificate}`,
    'certificate-time': (place) => `${place} 的证书不在有效期内。${orAnyCertificate}`,
    'certificate-name': (place) =>
      `${place} 的证书属于另一个名称。请在地址中使用证书上的名称，或用 sslmode=no-verify 接受任何证书。`,

    'not-a-folder': (path) => `${path} 不是文件夹。`,
    'not-a-file': (path) => `${path} 不是文件。`,
    'not-sqlite': (path) => `${path} 不是 SQLite 数据库。`,
    'store-empty': (place) =>
      `${place} 可以读取，目前是空的。请发出一个会创建会话的请求，例如登录：写入第一条记录后，就能看出存储的类型。`,
    'not-recognised': (place) =>
      `${place} 中目前还没有看起来像会话的内容，之后会不时再次查看。如果一直如此，请在地址后加上“?kind=名称”。`,
    'tables-not-recognised': (place, _, tables) =>
      `${place} 中目前还没有看起来像会话的内容，之后会不时再次查看。${thereAre(tables)}请选择列，或者${byHand}。`,
    'several-kinds': (place, kinds) =>
      `${place} 中有几种存储的键：${kinds}。识别出应用的框架或会话 Cookie 后，就能知道哪一种属于应用；也可以在地址后加上“?kind=名称”。`,
    'kind-unknown': (_, kind, known) => `没有名为 ${kind} 的存储类型。可以使用：${known}。`,
    'kind-elsewhere': (transport, kind, known) => `${kind} 不存放在 ${transport} 中。可以使用：${known}。`,
    'columns-needed': () => '请指明哪些列存放键、值和到期时间。',
    'table-missing': (_, table, tables) => `没有表 ${table}。${thereAre(tables)}`,
    'column-missing': (table, missing, columns) => `表 ${table} 中没有列 ${missing}，现有：${columns}。`,
    'table-refused': (place) => `${place}：无法读取这个表。请检查表和它的列。`,
    'key-of-another-kind': (_, key) => `键 ${key} 存放的既不是文本，也不是小的哈希。`,
    'key-not-ours': (_, sid) => `会话 ${sid} 的键不是由 Session Inspector 写入的。`,

    'no-answer': (place) => `${place} 没有应答。`,
    'no-answer-for': (place, seconds) => `${place === '' ? '存储' : `${place} `}已有 ${seconds} 秒没有应答。`,
    'no-answer-tls': (place, scheme) =>
      `${place} 没有应答。如果它${scheme === 'rediss' ? '使用 TLS' : '不使用 TLS'}，请写 ${scheme}://。`,
    closed: (place) => `${place} 关闭了连接。`,
    connecting: () => '正在连接存储。',
    'app-silent': () => '应用没有应答。它应答后会再次列出会话。',

    'path-unreadable': (path) => `${path} 无法读取。`,
    'no-crawler': (place) => `${place} 不列出它的键。请用 -o lru_crawler 启动它。`,
    'reading-refused': (place) => `${place} 拒绝读取。`,
    'wrong-type': (place) => `${place}：这个键存放的不是会话。`,
    'statement-refused': (place) => `${place} 拒绝了一条语句。`,
    'row-too-large': (_, bytes) => `应用不发送这个会话：它有 ${bytes} 字节，超过 256 KiB。`,
    'app-failed': (name) => `${name} 无法列出会话。`,
    unexpected: (place) => `${place === '' ? '存储' : `${place} `}无法读取。`,

    'key-other-form': () => '这个 Cookie 的形式与这类存储的 Cookie 不同。',
    'key-needs-secret': () => '这个 Cookie 是加密的。请提供应用的密钥（APP_KEY）。',
    'key-wrong-secret': () => '这个 Cookie 是加密的，提供的密钥都无法解密。',
    'value-cut': (_, at) => `值在中途结束（第 ${at} 字节）。`,
    'value-not-this': (_, at) => `值中有编码不允许的字节（第 ${at} 字节）。`,
    'value-rest': (_, at) => `值在结尾之后还有内容（第 ${at} 字节）。`,
    'value-too-deep': (_, at) => `值超过 100 层（第 ${at} 字节）。`,
    'value-too-large': (_, at) => `值大于 1 MiB，或包含超过 50,000 个值（第 ${at} 字节）。`,
    'value-not-recognised': (_, at) => `无法识别值的编码（第 ${at} 字节）。`,
    'value-not-a-map': () => '值不是由键和值组成的。',
    'value-not-decoded': () => '当时正在解码很大的值，解码这个值会用太长时间。',
    'value-later': () => '正在读取许多很大的值，稍后会再次读取这一个。',
    'clock-of-milliseconds': () =>
      '记录的有效期是 Cookie 的 1000 倍：毫秒被当作秒存储（better-sqlite3-session-store 0.1.0 之前的版本会这样）。',
    'clock-behind': (_, hours) => otherZone(hours, '慢了'),
    'clock-ahead': (_, hours) => otherZone(hours, '快了'),
  },
};
