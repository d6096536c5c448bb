import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Json, SessionData } from '../../server/contract/json.ts';
import { type HeaderList, type LogEntry, logEntrySchema } from '../../server/contract/log-entry.ts';
import type { LogReader } from '../../server/storage/log/log-reader.ts';
import { compressToLzString } from '../support/encoders/lz-string.ts';
import { exportedText } from './exported-text.ts';
import { recordingOf } from './files-of.ts';
import { aRequest } from './log-entries.ts';
import { plantedValues } from './schema-places.ts';

/** It is in every canary, and nowhere else. Each canary is another text around it, so none is known by another one. */
const CORE = 'Qz7Canary9Kx';

/** Ways for a text to be a secret, each given a canary of letters and digits. */
const CARRIERS: Readonly<Record<string, (canary: string) => string>> = {
  'a token of GitHub': (canary) => `ghp_${canary}`,
  'a key of Stripe': (canary) => `sk_live_${canary}`,
  'a token of Slack': (canary) => `xoxb-1234567890-${canary}`,
  'a JSON Web Token': (canary) => `eyJhbGciOiJub25lIn0.${canary}.x`,
  'Bearer in a text': (canary) => `refused Bearer ${canary} here`,
  'a private key': (canary) => `-----BEGIN PRIVATE ${'KEY'}-----${canary}-----END PRIVATE ${'KEY'}-----`,
  'a parameter': (canary) => `/cb?page=2&token=${canary}&sort=desc`,
  'a parameter of CAS': (canary) => `https://app.test/?ticket=ST-1-${canary}`,
  'a nested pair': (canary) => `/go?next=%2Fcb%3Fx%3D1%26code%3D${canary}`,
  'a form': (canary) => `user=alice&password=${canary}`,
  'a member of JSON': (canary) => `{"user":"alice","api_key":"${canary}"}`,
  'a list of JSON': (canary) => `{"tokens":["${canary}"]}`,
  'a value in quotation marks': (canary) => `nonce="${canary}", realm="app"`,
  'user information': (canary) => `https://alice:${canary}@app.test/`,
  'a link to reset a password': (canary) => `https://app.test/reset-password/${canary}`,
  'an invitation': (canary) => `/invite/${canary}?lang=en`,
  'a line of cookies': (canary) => `Cookie: theme=dark; other=${canary}`,
  'a hidden field': (canary) => `<input type="hidden" name="csrf_token" value="${canary}">`,
  'a part of a form': (canary) => `--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n${canary}\r\n--x--`,
  'a cookie for curl': (canary) => `curl -b 'theme=${canary}' http://app.test/`,
  'an option of a command': (canary) => `app --api-key ${canary} run`,
  'a name and its value': (canary) => `[{"name":"session","value":"${canary}"}]`,
  'headers as a list': (canary) => `["Accept","text/html","Authorization","${canary}"]`,
  'a line of cookies.txt': (canary) => `app.test\tFALSE\t/\tTRUE\t0\ttheme\t${canary}`,
  'a signed address of Amazon': (canary) => `https://b.test/f?X-Amz-Expires=60&X-Amz-Signature=${canary}`,
  'a signed address of Azure': (canary) => `https://b.test/f?sp=r&sig=${canary}&se=2026`,
  'a magic link': (canary) => `https://app.test/magic-link/verify?t=${canary}`,
  'JSON in a parameter': (canary) => `/x?data=${encodeURIComponent(`{"auth":{"token":"${canary}"}}`)}`,
  'a sentence': (canary) => `the password is ${canary}`,
};

/** Ways for a text to be written in another. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded byte by byte': (text) =>
    Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'escaped for JSON': (text) => JSON.stringify(text).slice(1, -1),
  'escaped letter by letter': (text) =>
    Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64url behind other letters': (text) => `xyz.${Buffer.from(`{"a":"${text}"}`).toString('base64url')}`,
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex with blanks': (text) =>
    Buffer.from(text)
      .toString('hex')
      .replace(/..(?!$)/g, '$& '),
  'percent-encoded three times': (text) => encodeURIComponent(encodeURIComponent(encodeURIComponent(text))),
  'in entities of HTML': (text) => Array.from({ length: text.length }, (_, at) => `&#${text.charCodeAt(at)};`).join(''),
  'escaped for Python': (text) =>
    Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  'UTF-16 in base64': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'in quotation marks': (text) => `"${text}"`,
};

/** Ways in which no part of the text can be read without unpacking it. */
const PACKED_SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  'zlib in base64': (text) => deflateSync(JSON.stringify({ a: text })).toString('base64'),
  'gzip in base64url': (text) => gzipSync(text).toString('base64url'),
  'raw deflate in base64': (text) => deflateRawSync(text).toString('base64'),
  'Brotli in base64url': (text) => brotliCompressSync(JSON.stringify({ a: text })).toString('base64url'),
  'zlib in hex': (text) => deflateSync(text).toString('hex'),
  'lz-string': compressToLzString,
  'lz-string behind a mark': (text) => `/play#code/${compressToLzString(JSON.stringify([text]))}`,
  'a packed payload of itsdangerous': (text) => `.${deflateSync(JSON.stringify({ a: text })).toString('base64url')}`,
  'the same with a time and a signature': (text) =>
    `.${deflateSync(JSON.stringify({ a: text })).toString('base64url')}.aUzQ2w.Zm9yZ2VkLXNpZ25hdHVyZS1oZXJl`,
  'the payload of a JSON Web Token': (text) =>
    `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ a: text })).toString('base64url')}.Zm9yZ2Vk`,
  'zlib in base64, percent-encoded': (text) => encodeURIComponent(deflateSync(text).toString('base64')),
  'gzip in base64 within JSON in base64': (text) =>
    Buffer.from(JSON.stringify({ a: gzipSync(text).toString('base64') })).toString('base64'),
};
const ALL_SPELLINGS = { ...SPELLINGS, ...PACKED_SPELLINGS };

/** Each way to read the core out of a file. */
const TRACES: readonly string[] = tracesOf(CORE);

function tracesOf(core: string): string[] {
  const bytes = Buffer.from(core);
  // Of each alignment what belongs to the core alone.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  );
  const escapes = Array.from(core, (letter) => letter.charCodeAt(0).toString(16));
  const wide = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), Buffer.from(core, 'utf16le')])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  );
  const written = [core, ...base64, ...wide, bytes.toString('hex'), escapes.map((hex) => `%${hex}`).join('')];
  written.push(escapes.join(' '), Array.from(core, (letter) => `&#${letter.charCodeAt(0)};`).join(''));
  written.push(escapes.map((hex) => `\\x${hex}`).join(''), escapes.map((hex) => `\\\\x${hex}`).join(''));
  return [...written, escapes.map((hex) => `\\u00${hex}`).join(''), escapes.map((hex) => `\\\\u00${hex}`).join('')];
}

/** How many ways there are to be a secret and to be written. */
export const combinations = Object.keys(CARRIERS).flatMap((carrier) =>
  Object.keys(ALL_SPELLINGS).map((spelling) => ({ carrier, spelling })),
);

export interface Planted {
  readonly entries: LogEntry[];
  /** The paths that have a canary. */
  readonly paths: ReadonlySet<string>;
  /** The canaries that are packed, as they are written in the log. */
  readonly packed: readonly string[];
}

/** A log of entries of every shape that the contract has, with a canary in every place. */
export function plantedLog(offset: number): Planted {
  const paths = new Set<string>();
  const cookies: string[] = [];
  // Most of what is planted is in no entry in the end, so texts are only packed in the entries.
  const toPack: (() => string)[] = [];
  let count = 0;
  const spelled = (at: number, text: string): string => {
    const [name = '', spell = String] = Object.entries(ALL_SPELLINGS)[at % Object.keys(ALL_SPELLINGS).length] ?? [];
    return name in PACKED_SPELLINGS ? `⟦${toPack.push(() => spell(text)) - 1}⟧` : spell(text);
  };
  // Letters and digits, as tokens have; a number alone would do as well.
  const canary = () => `a${String(offset * 10_000 + count++).padStart(7, '0')}${CORE}Zz08`;
  const text = (path: string) => {
    paths.add(path);
    // Every seventh is the value of a cookie, or a part of one, and nothing else about it is known.
    if (count % 7 === 0) {
      const value = canary();
      const isSigned = count % 2 === 0;
      cookies.push(isSigned ? `c${count}=s%3A${value}.x${value}` : `c${count}=${value}`);
      return `a note with ${spelled(offset + count, isSigned && count % 3 === 0 ? `x${value}` : value)}`;
    }
    const { carrier } = combinations[(offset + count * 11) % combinations.length] ?? { carrier: '' };
    return spelled(offset + count, (CARRIERS[carrier] as (canary: string) => string)(canary()));
  };
  const data = (path: string): SessionData => ({
    note: text(`${path}{}`),
    [text(`${path}{key}`)]: 1,
    list: [text(`${path}{}[]`), { deep: { note: text(`${path}{}[]{}`) } }],
    password: canary(),
    user: { 'API-Key': canary(), credentials: { first: canary(), second: [canary()] } },
    kept: JSON.stringify({ secret: canary() }),
  });
  const json = (path: string): Json => [data(path), text(path)];
  const planted = plantedValues(logEntrySchema, { text, json, data }) as LogEntry[];
  const headers = HEADERS.map((name): [string, string] => [name, text(`header ${name}`)]);
  const more = aRequest({ requestHeaders: headers, responseHeaders: headers });
  const held = Buffer.from(JSON.stringify({ access_token: canary() })).toString('base64');
  const withCookies = aRequest({
    requestHeaders: [['Cookie', `${cookies.join('; ')}; held=${held}`]],
    responseHeaders: setCookies(cookies),
  });
  const entries = [...planted, more, withCookies].map((entry, at) => ({ ...entry, id: at + 1 }));
  const packed: string[] = [];
  const filled = withTexts(entries, (text) =>
    text.replace(/⟦(\d+)⟧/g, (_, number) => {
      const written = toPack[Number(number)]?.() ?? '';
      packed.push(written);
      return written;
    }),
  );
  return { entries: filled as LogEntry[], paths, packed };
}

/** A copy of a value, with every name and text in it changed. */
function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [change(name), withTexts(item, change)]));
}

const HEADERS =
  'Referer Location Origin Link Refresh X-Custom Authorization X-Api-Key Content-Location Forwarded WWW-Authenticate'.split(
    ' ',
  );

/** The same cookies as programs that write recordings join them. */
function setCookies(cookies: readonly string[]): HeaderList {
  const lines = cookies.map((cookie) => `${cookie}; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Path=/`);
  const third = Math.ceil(lines.length / 3);
  return [
    ['Set-Cookie', lines.slice(0, third).join('\n')],
    ['set-cookie', lines.slice(third, 2 * third).join(', ')],
    ['Set-Cookie', cookies.slice(2 * third).join('; ')],
  ];
}

/** The log in a separate database, as a recording that was opened. */
export function readerOf(entries: readonly LogEntry[]): Promise<LogReader> {
  return recordingOf(exportedText(entries, 'ndjson', { raw: true }));
}

/** What is left of canaries, with the text around it. */
export function leftIn(file: string, packed: readonly string[] = []): string[] {
  return [...TRACES, ...packed].flatMap((trace) => {
    const at = file.indexOf(trace);
    return at === -1 ? [] : [file.slice(Math.max(0, at - 120), at + trace.length + 40)];
  });
}

/** How many canaries a file has. */
export function countOf(file: string, packed: readonly string[] = []): number {
  return [...TRACES, ...packed].reduce((sum, trace) => sum + file.split(trace).length - 1, 0);
}
