import type { HeaderList, RequestRecord } from '../../../server/contract/log-entry.ts';
import { headerValues } from '../header-values.ts';
import { type SentBody, sentBody } from '../sent-body.ts';
import { type CopyNote, leftOutNotes } from './copy-note.ts';

/**
 * A request as it is written down for another program. Texts of the head are byte strings: each character is one
 * byte.
 */
export interface CopiedRequest {
  readonly method: string;
  /** False if a file did not have the method, so that the most common one is used. */
  readonly isMethodKnown: boolean;
  /**
   * The address of the site, for any Host of the request: a copy leads nowhere else. A request from a file of another
   * program leads to the address to which that program sent it.
   */
  readonly origin: string;
  /** The target of the request line, unchanged. */
  readonly target: string;
  /** Null if unknown. */
  readonly httpVersion: string | null;
  /** The received lines, without lines that follow from the address (Host) or from the body (its length). */
  readonly headers: HeaderList;
  /** Names of lines that no program can send: files hold names such as `:authority`, and values with line breaks. */
  readonly unsendable: readonly string[];
  readonly body: SentBody;
}

const ASSUMED_METHOD = 'GET';

/** The request of a record, to be sent to the site at `siteOrigin`. */
export function copiedRequest(record: RequestRecord, siteOrigin: string): CopiedRequest {
  const body = sentBody(record);
  const address = record.verdict.kind === 'not-observed' ? addressOf(record.url) : null;
  const { origin, target } = address ?? { origin: siteOrigin, target: record.url };
  const isLeftOut = (name: string, value: string): boolean => {
    if (name === 'host') return value === new URL(origin).host;
    return body.kind !== 'none' && (name === 'content-length' || name === 'transfer-encoding');
  };
  const headers = record.requestHeaders
    .filter(([name, value]) => !isLeftOut(name.toLowerCase(), value))
    .map(([name, value]): [string, string] => [name, byteString(value)]);
  return {
    method: record.method ?? ASSUMED_METHOD,
    isMethodKnown: record.method !== null,
    origin,
    target: byteString(target),
    httpVersion: record.httpVersion,
    headers: headers.filter(isSendable),
    unsendable: headers.filter((line) => !isSendable(line)).map(([name]) => name),
    body,
  };
}

/** Notes that apply to a copy in any language. */
export function notesOf(request: CopiedRequest): CopyNote[] {
  const notes: CopyNote[] = [];
  if (request.target === '') notes.push({ code: 'cannot-send', what: 'address-unknown', text: '' });
  notes.push(...leftOutNotes(request.unsendable));
  if (!request.isMethodKnown) notes.push({ code: 'method-unknown' });
  if (request.body.kind === 'unknown') notes.push({ code: 'body-unknown' });
  if (headerValues(request.headers, 'cookie').length > 0) notes.push({ code: 'session-cookie' });
  return notes;
}

/** The unchanged parts of an absolute address; null for any other text. Browsers never send the fragment. */
function addressOf(url: string): Pick<CopiedRequest, 'origin' | 'target'> | null {
  const [, front = '', target = ''] = /^(https?:\/\/[^/?#\\]+)([^#]*)/i.exec(url) ?? [];
  if (!URL.canParse(front)) return null;
  return { origin: new URL(front).origin, target: target.startsWith('/') ? target : `/${target}` };
}

/** A name that is a token (RFC 9110 §5.6.2), and a value in one line. */
function isSendable([name, value]: HeaderList[number]): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) && !/[\r\n]/.test(value) && !value.includes('\0');
}

/** Whether lines of one name have to be joined, for programs that hold headers by name. */
export function hasRepeatedLines({ headers }: CopiedRequest): boolean {
  return new Set(headers.map(([name]) => name.toLowerCase())).size < headers.length;
}

/**
 * One line for each name, at the place of the first: a dict has one value for each key (RFC 9110 §5.3; cookies are
 * joined by `; `).
 */
export function joinedLines(headers: HeaderList): HeaderList {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))];
  return names.map((name) => {
    const given = headers.find(([other]) => other.toLowerCase() === name)?.[0] ?? name;
    return [given, headerValues(headers, name).join(name === 'cookie' ? '; ' : ', ')];
  });
}

/** A text as the bytes of its UTF-8, one character a byte. */
export function utf8Bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** Recordings of other programs have texts that were decoded already: those go back to UTF-8. */
function byteString(text: string): string {
  return /[\u0100-\uffff]/.test(text) ? utf8Bytes(text) : text;
}
