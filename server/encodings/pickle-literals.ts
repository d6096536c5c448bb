import { NotReadable } from './byte-reader.ts';

/** The number of a line of protocol 0. Null if the line is not a float of Python. */
export function floatOfPython(line: string): number | null {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(line)) return Number(line);
  const word = /^([+-]?)(inf|nan)$/.exec(line);
  if (word === null) return null;
  return word[2] === 'nan' ? Number.NaN : word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const escapes: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};

/**
 * The bytes of a string literal of Python 2 in quotes, as protocol 0 writes `str`. Throws NotReadable without quotes.
 */
export function bytesOfRepr(line: string): Buffer {
  const quote = line[0];
  if (line.length < 2 || (quote !== "'" && quote !== '"') || line.at(-1) !== quote) throw new NotReadable();
  const text = line.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)/g, (whole, code: string) => {
    if (code.length === 3 && code[0] === 'x') return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    const byte = escapes[code];
    return byte === undefined ? whole : String.fromCharCode(byte);
  });
  return Buffer.from(text, 'latin1');
}

/** The text of the `raw-unicode-escape` codec: latin1, with \u and \U for all other characters. */
export function textOfRawUnicodeEscape(line: string): string {
  return line.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (whole, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** The text of UTF-8 in which a lone surrogate may occur, in three bytes. */
export function textWithSurrogates(bytes: Buffer): string {
  let text = '';
  let start = 0;
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0xed || ((bytes[at + 1] ?? 0) & 0xe0) !== 0xa0) continue;
    const code = 0xd000 | (((bytes[at + 1] ?? 0) & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f);
    text += bytes.toString('utf8', start, at) + String.fromCharCode(code);
    start = at + 3;
    at += 2;
  }
  return text + bytes.toString('utf8', start);
}
