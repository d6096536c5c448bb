import type { HeaderList } from '../../../contract/log-entry.ts';

/**
 * Header lines that occur often. Each is represented by its index in this list. Stored rows contain these numbers, so
 * lines may be added at the end, but never moved or removed. The idea is from HPACK's static table (RFC 7541, appendix
 * A).
 */
const knownLines: HeaderList = [
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Connection', 'keep-alive'],
  ['Connection', 'close'],
  ['Keep-Alive', 'timeout=5'],
  ['Vary', 'Cookie'],
  ['Transfer-Encoding', 'chunked'],
  ['Accept', '*/*'],
  ['accept', '*/*'],
  ['connection', 'keep-alive'],
  ['accept-language', '*'],
  ['sec-fetch-mode', 'cors'],
  ['accept-encoding', 'gzip, deflate'],
  ['Accept-Encoding', 'gzip, deflate'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Upgrade-Insecure-Requests', '1'],
  ['Sec-Fetch-Dest', 'document'],
  ['Sec-Fetch-Mode', 'navigate'],
  ['Sec-Fetch-Site', 'none'],
  ['Sec-Fetch-Site', 'same-origin'],
  ['Sec-Fetch-User', '?1'],
  ['content-type', 'application/json'],
  ['Content-Type', 'application/json'],
];

const numberOf = new Map<string, Map<string, number>>();
for (const [index, [name, value]] of knownLines.entries()) {
  const numbers = numberOf.get(name) ?? new Map<string, number>();
  numberOf.set(name, numbers.set(value, index));
}

/** Header lines in a row: the number of a known line, or name and value as two items. */
export type PackedHeaders = (number | string)[];

export function packHeaders(lines: HeaderList): PackedHeaders {
  const packed: PackedHeaders = [];
  for (const [name, value] of lines) {
    const number = numberOf.get(name)?.get(value);
    if (number === undefined) packed.push(name, value);
    else packed.push(number);
  }
  return packed;
}

export function unpackHeaders(packed: PackedHeaders): HeaderList {
  if (!Array.isArray(packed)) throw new TypeError('The headers of this row of the log are not a list');
  const lines: HeaderList = [];
  for (let at = 0; at < packed.length; at++) {
    const item = packed[at] as number | string;
    if (typeof item === 'string') {
      lines.push([item, packed[++at] as string]);
    } else {
      const [name, value] = knownLines[item] as [string, string];
      lines.push([name, value]);
    }
  }
  return lines;
}
