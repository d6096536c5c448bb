import type { CookieStrings } from '../en/cookies.ts';
import type { VerdictFacts } from '../en/decoded-cookie.ts';
import { count, dayAndTime } from './words.ts';

/** Which secret signed a cookie, as a part of a sentence. */
export function secretName(by: VerdictFacts['signedBy']): string {
  if (by === null) return '其中一个密钥';
  return by.isGiven ? `你的密钥 ${count(by.number)}` : `本站点的密钥 ${count(by.number)}`;
}

/** The participle for the use of a secret: signed or encrypted. */
export function made(isEncrypted: boolean): string {
  return isEncrypted ? '加密' : '签名';
}

export const format: CookieStrings['format'] = {
  jwt: 'JSON Web Token',
  jwe: '加密的 JSON Web Token',
  'iron-session': 'iron-session 封装',
  'express-session': 'express-session',
  'cookie-parser-signed': 'Express 签名 Cookie',
  'cookie-parser-json': 'Express JSON Cookie',
  'react-router': 'React Router / Remix Cookie',
  'fastify-session': '@fastify/session ID',
  'better-auth': 'better-auth 会话令牌',
  'better-auth-data': 'better-auth 会话数据',
  'auth0-signed': 'Auth0 签名 Cookie',
  'signed-value': '带签名的值',
  supabase: 'Supabase 会话',
  laravel: 'Laravel Cookie',
  'rails-encrypted': 'Rails 加密 Cookie',
  'rails-encrypted-cbc': 'Rails 加密 Cookie（5.2 之前）',
  'rails-signed': 'Rails 签名 Cookie',
  rack: 'Rack 会话',
  'rack-encrypted': 'Rack 加密会话',
  django: 'Django 签名 Cookie',
  starlette: 'Starlette / FastAPI 会话',
  tornado: 'Tornado 签名 Cookie',
  gorilla: 'gorilla/securecookie',
  phoenix: 'Phoenix / Plug 会话',
  'phoenix-encrypted': 'Phoenix / Plug 加密会话',
  pyramid: 'Pyramid 会话',
  'auth-tkt': 'auth_tkt 登录',
  'play-legacy': 'Play 会话（2.6 之前）',
  bottle: 'Bottle 签名 Cookie',
  fernet: 'Fernet 令牌',
  yii: 'Yii 2 Cookie',
  wordpress: 'WordPress 登录',
  'spring-session': 'Spring Session ID',
  drupal: 'Drupal 会话 ID',
  'tornado-xsrf': 'Tornado _xsrf 令牌',
  'aspnet-core': 'ASP.NET Core 加密 Cookie',
  'fastify-secure-session': '@fastify/secure-session',
  'aiohttp-nacl': 'aiohttp_session（NaCl 加密）',
  cakephp: 'CakePHP 加密 Cookie',
  flask: 'Flask 会话',
  'flask-session-id': 'Flask-Session ID',
  'flask-login': 'Flask-Login 的 remember_token',
  'cookie-session': 'cookie-session 或 koa-session',
  itsdangerous: 'itsdangerous 签名值',
  'base64-json': 'base64 中的 JSON',
  'plain-json': '纯 JSON',
  'value-with-mac': '带 HMAC 的值',
  'packed-data': '压缩的数据',
  'serialized-data': '序列化的对象',
  'encoded-text': 'base64 或十六进制的文本',
  'php-session-id': 'PHP 会话 ID',
  'django-session-id': 'Django 会话 ID',
  'java-session-id': 'Servlet 会话 ID',
  'aspnet-session-id': 'ASP.NET 会话 ID',
  'opaque-id': '随机 ID',
  'encoded-bytes': '含义不明的字节',
};

export const role: CookieStrings['role'] = {
  prefix: '前缀',
  header: '头部',
  payload: '载荷',
  value: '值',
  sid: '会话 ID',
  timestamp: '时间戳',
  expiry: '过期时间',
  'key-id': '密钥 ID',
  salt: '盐',
  iv: 'IV',
  ciphertext: '密文',
  tag: '认证标签',
  'encrypted-key': '加密的密钥',
  signature: '签名',
  version: '版本',
  separator: '分隔符',
  quote: '引号',
};

export const roleWhy: CookieStrings['roleWhy'] = {
  prefix: '说明其余部分怎样读',
  header: '说明是怎样签名的；谁都能读',
  payload: '数据；谁都能读',
  value: 'Cookie 的内容',
  sid: '指向数据，数据留在服务器上',
  timestamp: '签名的时间',
  expiry: '有效到何时',
  'key-id': '服务器用了自己的哪个密钥',
  salt: '随机；让每个密钥都不相同',
  iv: '随机；加密从这里开始',
  ciphertext: '数据，有密钥才能读',
  tag: '只有知道密钥的人才能生成；证明没有改动过',
  'encrypted-key': '这一个 Cookie 的密钥，本身也加密了',
  signature: '只有知道密钥的人才能生成',
  version: '格式的版本',
  separator: '把各部分隔开',
  quote: '在值的两边，不属于值',
};

export const reasonTitle: CookieStrings['reasonTitle'] = {
  'not-recognised': '无法识别',
  malformed: '损坏',
  'too-large': '太长',
  'not-signed': '没有签名',
  opaque: '无法判断',
  'no-secret': '未检查',
  'secret-unusable': '未检查',
  'signature-missing': '未检查',
  'bad-signature': '签名不符',
  'wrong-secret': '其他密钥',
  tampered: '被改动',
  'wrong-name': '名称不符',
  expired: '已过期',
  'not-yet-valid': '尚未生效',
  'algorithm-none': '没有签名算法',
  'algorithm-mismatch': '密钥类型不符',
  'unknown-extension': '应当拒绝',
  'not-decrypted': '未解密',
};

export const reason: CookieStrings['reason'] = {
  'not-recognised': () => '没有符合的已知格式。可以手动选择一种，看看在哪里读不下去。',
  malformed: ({ format: name, where }) =>
    `看起来像“${name}”，但它的${where ?? '形式'}无法读取：已损坏，或复制时被截断。`,
  'too-large': () => '比任何可能的 Cookie 都长，所以没有检查。',
  'not-signed': () => '这种格式没有签名。谁都可能写出它，所以服务器不该相信。',
  opaque: ({ format: name }) => `${name}。它代表什么、是否有效，只有签发它的服务器知道。`,
  'no-secret': ({ isEncrypted }) =>
    isEncrypted
      ? '数据已加密，但没有密钥可以打开。请在“密钥”中给出一个。'
      : '有签名，但没有密钥可以检查。请在“密钥”中给出一个。',
  'secret-unusable': ({ format: name }) => `没有一个密钥能用于“${name}”：长度或类型不对。请在“密钥”中另给一个。`,
  'signature-missing': () => '它的签名在另一个同名、后缀为“.sig”的 Cookie 里。请粘贴整个 Cookie 标头。',
  'bad-signature': ({ secretsTried }) =>
    secretsTried === 1
      ? '密钥对不上。要么密钥不对，要么 Cookie 被改动过；从外面看，两者没有区别。'
      : `全部 ${count(secretsTried)} 个密钥都对不上。要么缺少正确的密钥，要么 Cookie 被改动过；从外面看，两者没有区别。`,
  'wrong-secret': () => 'Cookie 没有改动过，但签名用的不是给出的密钥，而是一个弱密钥。',
  tampered: ({ where }) =>
    where === null || [role.signature, role.tag, role.ciphertext].includes(where)
      ? `密钥是对的，但${where ?? role.signature}被改动或截断了。`
      : `它的${where}被改动或截断了：没有程序会这样写。`,
  'wrong-name': () => '签名有效，但属于另一个名称的 Cookie。请在上面填入它原来的名称。',
  expired: ({ signedBy, expiresAtMs, isEncrypted }) =>
    `签名有效，用${secretName(signedBy)} ${made(isEncrypted)}，但${expiresAtMs === null ? '已经太旧' : `已于 ${dayAndTime(expiresAtMs)} 到期`}。`,
  'not-yet-valid': ({ signedBy, notBeforeMs, signedAtMs, isEncrypted }) => {
    const from = notBeforeMs ?? signedAtMs;
    return `用${secretName(signedBy)} ${made(isEncrypted)}，但它的时间还没有到${from === null ? '' : `：${dayAndTime(from)}`}。时钟不准，或者还太早。`;
  },
  'algorithm-none': () => '令牌声称不需要签名（alg none）。没有人为它担保；绝不要接受。',
  'algorithm-mismatch': () => '它的算法与给出的密钥不匹配。应由密钥决定算法，绝不由令牌决定。',
  'unknown-extension': () => '它要求一个这里不认识的扩展（crit），因此必须拒绝。',
  'not-decrypted': () => '它的头部可以读；其余部分的加密方式这里无法解密。',
};

export const note: CookieStrings['note'] = {
  compressed: '载荷用 zlib 压缩过，因为这样更短。开头的点号就是这个意思。',
  'legacy-timestamp': '它的时间从 2011 年算起，这是 itsdangerous 1.1 之前的做法。今天的 Flask 会认为它太旧。',
  'older-than-default-lifetime': '它已超过这种格式通常的期限。是否仍被接受，取决于签发它的服务器如何配置。',
  'not-a-time': '它的某个时间（iat、nbf、exp）不是以秒为单位的数字。',
  'pickle-not-loaded': '载荷是 Python pickle。加载它会运行它指定的代码，因此只显示字节，绝不加载。',
  'marshal-not-loaded': '载荷是 Ruby Marshal 数据。加载它会创建它指定的对象，因此只显示字节，绝不加载。',
  'java-not-loaded': '数据是 Java 序列化的对象。加载它会创建它指定的对象，因此只显示字节，绝不加载。',
  'dotnet-not-loaded': '数据由 BinaryFormatter 写成。加载它会创建它指定的对象，因此只显示字节，绝不加载。',
  'viewstate-not-loaded': '数据是 ASP.NET 的 ViewState，只显示字节，绝不加载。',
  'erlang-term': '数据是 Erlang 的 term，这里显示为树。',
  'php-not-unserialized': '载荷是序列化的 PHP 数据。反序列化会创建它指定的对象，因此只显示字节。',
  'not-json': '载荷不是 JSON；按原样显示。',
  'django-session-row': '这是 Django 会话表中的一行，不是 Cookie：用数据库的盐签名。',
  'django-signed-value': '由 Django 的 set_signed_cookie 写出：纯文本加时间和签名。',
  'django-signing-dumps': '由 Django 的 signing.dumps 写出，不是会话。',
  'key-not-passphrase':
    '需要 32 字节的密钥，写作 base64:… 或 hex:…；或者插件的 secret 选项（至少 32 个字符），设置了 salt 选项时写作 salt:NAME:SECRET。由 secret 派生密钥使用 Argon2id，约需一秒和 256 MB 内存，并需要 Node 24.7 及以上版本：桌面应用做不到，命令行解码和浏览器中的窗口可以。',
  'name-not-checked': '这种格式把 Cookie 与名称绑定，但没有给出名称，所以没有检查这一点。',
  'name-prefix-missing': '它没有与名称绑定，因此可以移到另一个 Cookie 里。',
  'pre-v8-iron-session': '由第 8 版之前的 iron-session 写出：数据要往里一层。',
  'undecodable-escapes': '有一个百分号转义有误，所以和服务器一样，按原样读取这个值。',
  'django-messages': '由 Django 的 messages 写出，不是会话。',
  'another-salt': '应用可能用了另一个盐。盐可以写在密钥前面，写法是 salt:NAME:SECRET，其中 NAME 是盐，不能含有冒号。',
  'flash-data': '__flash_…__ 这样的键只读一次：下一个读取它的请求会把它从会话中移除。',
  packed: '数据用 gzip 或 zlib 压缩过，这里显示解压后的内容。',
  'message-pack': '数据采用 MessagePack，即 JSON 的一种二进制形式。',
  cbor: '数据采用 CBOR（RFC 8949），即 JSON 的一种二进制形式。',
  bson: '数据采用 BSON，即 MongoDB 保存文档的二进制形式。',
  igbinary: '数据采用 igbinary，即 PHP 序列化的一种二进制形式。其中的对象不会被创建。',
  gob: '数据采用 Go 自带的 gob 编码，这里显示为树。gob 不写出零值和空值。',
  'unknown-bytes': '这些字节可能是加密数据、这里不认识的格式，或一个很长的 ID：从外面无法分辨。',
  'joined-from-parts': '这个值分散在几个带编号的 Cookie 中，这里已把它们连接起来。',
  'part-of-several': '这只是一个较长的值的一部分。请粘贴全部，例如整个 Cookie 标头。',
  'access-token-inside': '其中的访问令牌是一个 JSON Web Token，有自己的签名。单独打开它即可检查。',
  'name-needed': 'Cookie 的名称也参与校验。请给出名称，才能检查这个 Cookie。',
  'key-of-next-auth': '它的加密密钥由密钥派生，方式与 next-auth 4 相同。',
  'key-of-auth-js': '它的加密密钥由密钥和 Cookie 名称派生，方式与 Auth.js 5 相同。',
  'key-of-auth0': '它的加密密钥由密钥派生，方式与 Auth0 的库相同。',
  'key-of-better-auth': '它的加密密钥由密钥派生，方式与 better-auth 相同。',
};
