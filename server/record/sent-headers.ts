import type { ServerResponse } from 'node:http';
import { remembering, rememberingLast } from '../base/remembering.ts';
import type { HeaderList } from '../contract/log-entry.ts';

/** The head of a response as it went out. */
export interface SentHead {
  readonly bytes: number;
  readonly lines: () => HeadLines;
}

export interface HeadLines {
  readonly statusText: string;
  readonly headers: HeaderList;
}

/** The values of the Set-Cookie lines among these lines, in order. */
export const setCookiesOf: (headers: HeaderList) => readonly string[] = rememberingLast((headers) => {
  const values: string[] = [];
  for (const [name, value] of headers) {
    if (name.length === 10 && name.toLowerCase() === 'set-cookie') values.push(value);
  }
  return values.length === 0 ? none : values;
});

/** The same list each time, so that what is worked out from it is cached. */
const none: readonly string[] = [];

/** The values of the Set-Cookie lines of a response of the tutorial site whose head was sent. */
export function setCookiesUnderWay(response: ServerResponse): readonly string[] {
  const value = response.getHeader('set-cookie');
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [String(value)];
}

const headEnd = '\r\n\r\n';

/**
 * Reads back the head that Node sent: in order, with duplicates as separate lines, and with the lines that Node adds
 * (Date, Connection, Keep-Alive, Transfer-Encoding). Node keeps that text in `_header` (lib/_http_outgoing.js) and
 * offers no other way to read those lines. Null if there was no head. A character beyond ASCII is as the handler wrote
 * it; Node sends it as latin1, or as UTF-8 if head and text are sent in one piece.
 */
export function sentHead(response: ServerResponse): SentHead | null {
  const text = (response as unknown as { _header: string | null })._header;
  return typeof text === 'string' ? { bytes: text.length, lines: () => readHead(text) } : null;
}

/** A busy site sends equal heads repeatedly, with the same second in Date. */
const readHead = remembering((text: string): HeadLines => {
  const [statusLine = '', ...lines] = text.slice(0, -headEnd.length).split('\r\n');
  const headers = lines.map(splitLine);
  return {
    statusText: statusLine.split(' ').slice(2).join(' '),
    headers,
  };
});

function splitLine(line: string): [string, string] {
  const colon = line.indexOf(':');
  // Node puts one space after the colon; any more belong to the value.
  return [line.slice(0, colon), line.slice(colon + 2)];
}
