import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { en, type Strings } from '../../renderer/strings/en.ts';
import { labWords } from '../../renderer/strings/lab-words.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { zh } from '../../renderer/strings/zh.ts';
import { languageFor } from '../../server/contract/language.ts';

/** Functions that write numbers and times contain no words, so their source is not checked. */
const FORMATS = new Set<unknown>([en, zh].flatMap(({ format, live }) => [...Object.values(format), live.milliseconds]));

/** Every text of a catalogue with its place; a sentence that takes something is there by its source. */
function textsOf(node: unknown, place = ''): [string, string][] {
  if (typeof node === 'string') return [[place, node]];
  if (FORMATS.has(node)) return [[place, '']];
  if (typeof node === 'function') return [[place, literalsOf(String(node))]];
  return Object.entries(node as object).flatMap(([key, value]) =>
    textsOf(value, place === '' ? key : `${place}.${key}`),
  );
}

/** The words a function's source may say: its texts and templates, but not what is compared with a text. */
function literalsOf(source: string): string {
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, operator } = node as { type?: string; value?: unknown; operator?: string };
    if (type === 'BinaryExpression' && operator?.includes('=')) return;
    if (type === 'Literal' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateElement') texts.push((value as { cooked: string }).cooked);
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(`(${source})`));
  return texts.join(' ');
}

/** Chinese characters or Chinese punctuation. */
const CHINESE = /[\p{Script=Han}：。，、（）]/u;

/** Texts with letters that are the same in every language: names of things, units, code. */
const SAME_EVERYWHERE = [
  /^(locale|timeline\.(axisLocale|inCookie))$/,
  /^commands\.titles\.actor-(set|get|pop)$/,
  /^shell\.(product|cookies|refusedExample)$/,
  /^live\.(set|get|pop|sid|columns\.(cookie|ms))$/,
  /^details\.(durationMs|tabs\.cookie)$/,
  /^story\.(ms|step\.(microseconds|waited|read|wrote|popped))$/,
  /^storeTab\.(ms|microseconds|null)$/,
  /^timeline\.(axisLocale|inCookie)$/,
  /^sessions\.(cookieAttributes|facts\.cookie|clocks\.names\.cookie)$/,
  /^cookies\.(title|cookie|format\..*|role\.iv|step\.mac)$/,
  /^settings\.browserSession$/,
  /^lab\.(setsCookie|cookie)$/,
  /^appSettings\.(retention\.bytesUnit|sections\.(server|client)-side)$/,
  /^exporting\.formats\.(ndjson|csv|har)\.name$/,
  /^requests\.(languages\..*|cookies)$/,
  /^watch\.reason\.http-only$/,
  /^experiments\.kept-and-sent\.variants\.strict$/,
  /^compare\.(sides\..*|sessionParts\.cookie|fields\.verdict)$/,
];

/**
 * Latin words that Chinese readers of the field use as they are: names of programs, formats, options, headers, keys.
 */
const NAMES = new Set(
  `Session Inspector English Redis Valkey PostgreSQL redis postgres MemoryStore SESSION_INSPECTOR_STORE_PASSWORD Expires Fetch curl data dir SHA Cookie Set Get Pop Partitioned Domain Punycode ASCII sid JSON Web Token JWT Flask Express express session Django Rails Laravel Rack Servlet ASP NET PHP
  Python Ruby Marshal pickle SQLite SQL ID Secure SameSite Path HttpOnly None Lax auto null http https localhost key value Chrome Firefox Safari
  Edge rolling resave saveUninitialized maxAge permanent modified True unset keep destroy touch regenerate req secret Alice hex base64 base64url
  zlib UTF sig key PEM dev jwt alg none iat nbf exp crit itsdangerous iron cookie set_signed_cookie signing dumps type MAC IV NULL Max Age
  Enter Home End Page Up Down get set pop SECRET_KEY SESSION_REFRESH_EACH_REQUEST refreshEachRequest HAR CSV NDJSON PORT Lab Bob Mallory Eve Admin Anonymous Username colour size token undefined null IP Home End Page Up Down HTML actor alice curl fetch Node requests Content Type application
  cmd exe PowerShell Windows NET Length Forwarded Proto trust proxy
  json HTTP Host Latin cookies txt gzip MessagePack CBOR BSON MongoDB igbinary Supabase __flash_ next auth Auth Auth0 better
  messages salt NAME SECRET inspector Argon2id gob Location HttpOnly CONNECT URL Redis CLIENT TRACKING MiB
  Java BinaryFormatter ViewState Erlang term Strict Chromium RFC bis true false False secure httpOnly DNS Vite webpack allowedHosts name
  connect sqlite3 store EXPIRE PTTL php sslrootcert sslmode verify memcached MySQL MariaDB TLS KiB GETRANGE TYPE SCAN kind table
  expiry user database databases disable require required full ssl mode lru_crawler`.split(/\s+/),
);

/** Code of frameworks: names in several parts, and calls. */
const CODE = /[A-Za-z]\w*(?:(?:\.|::|_)\w+)+(?:\(\))?|\w+\(\)/g;

/** Every word of a language. */
const wordsOf = (t: Strings) => textsOf({ ...withLater(t), ...labWords(t.locale) });

const english = wordsOf(en);
const chinese = new Map(wordsOf(zh));

describe('the Chinese catalogue', () => {
  it('has exactly the places of the English one', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([place]) => place).sort());
  });

  it.each(
    english.filter(([place, text]) => /[a-z]/i.test(text) && !SAME_EVERYWHERE.some((pattern) => pattern.test(place))),
  )('says %s in Chinese', (place) => {
    expect(chinese.get(place)).toMatch(CHINESE);
  });

  it('has no English words except names', () => {
    const left = [...chinese].flatMap(([place, text]) =>
      place.startsWith('cookies.format.') || place === 'shell.refusedExample'
        ? []
        : (text.replace(CODE, '').match(/[A-Za-z_][A-Za-z_0-9]{2,}/g) ?? [])
            .filter((word) => !NAMES.has(word))
            .map((word) => `${place}: ${word}`),
    );
    expect(left).toEqual([]);
  });

  it('keeps a space between Chinese and Latin, as Chinese typography has it', () => {
    const glued = [...chinese].filter(([, text]) => /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text));
    expect(glued).toEqual([]);
  });

  it('has Chinese punctuation inside Chinese sentences', () => {
    const ascii = /\p{Script=Han}\s?[,:;.?!()]|[,:;?!()]\s?\p{Script=Han}/u;
    const wrong = [...chinese].flatMap(([place, text]) => {
      const found = ascii.exec(text.replace(CODE, 'code'));
      return found === null ? [] : [`${place}: ${text.slice(Math.max(0, found.index - 10), found.index + 10)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('uses one word for one thing', () => {
    const replaced = /您|置顶|故事|Cookie 罐|照单全收|存储行|换新 ID/;
    expect([...chinese].filter(([, text]) => replaced.test(text))).toEqual([]);
  });

  it('writes numbers and times as Chinese does', () => {
    expect(zh.shell.requestCount(1042)).toBe('1,042 个请求');
    expect(zh.shell.requestCount(1)).toBe('1 个请求');
    expect(zh.format.duration(86_399_000)).toBe('23 小时 59 分钟');
    expect(zh.format.dayAndTime(Date.UTC(2026, 10, 22, 12))).toMatch(/^2026年11月2[123]日 \d\d:00:00$/);
    expect(withLater(zh).sessions.ago(90_000)).toBe('1 分钟前');
  });
});

describe('the language of the window', () => {
  it.each([
    ['system', ['zh-CN', 'en'], 'zh-CN'],
    ['system', ['zh-Hans-SG'], 'zh-CN'],
    ['system', ['zh_TW'], 'zh-CN'],
    ['system', ['de-CH', 'zh'], 'zh-CN'],
    ['system', ['en-GB', 'zh-CN'], 'en'],
    ['system', ['fr'], 'en'],
    ['system', [], 'en'],
    ['en', ['zh-CN'], 'en'],
    ['zh-CN', ['en'], 'zh-CN'],
  ] as const)('%s with %j is %s', (choice, preferred, language) => {
    expect(languageFor(choice, preferred)).toBe(language);
  });
});
