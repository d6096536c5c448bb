import type { HeaderList, RequestRecord } from '../../../server/contract/log-entry.ts';
import { headerValues } from '../header-values.ts';
import { type SentBody, sentBody } from '../sent-body.ts';

/**
 * A request as it is written down for another program. Texts of the head are byte strings: each character is one
 * byte.
 */
export interface CopiedRequest {
  readonly method: string;
  /** False: a file did not have the method, and the most common one is in its place. */
  readonly isMethodKnown: boolean;
  /** Where the site is, whatever the request's Host said: a copy leads nowhere else. */
  readonly origin: string;
  /** As it stood in the request line. */
  readonly target: string;
  /** Null if unknown. */
  readonly httpVersion: string | null;
  /** As they came, without what follows from the address (Host) or from the body (its length). */
  readonly headers: HeaderList;
  readonly body: SentBody;
}

/** What a copy cannot say, or says that should be known. */
export type CopyNote =
  | 'body-unknown'
  | 'method-unknown'
  | 'session-cookie'
  | 'target-tidied'
  | 'lines-joined'
  | 'not-in-a-page'
  | 'refused';

const ASSUMED_METHOD = 'GET';

/** The request of a record, to be sent to the site at `origin`. */
export function copiedRequest(record: RequestRecord, origin: string): CopiedRequest {
  const body = sentBody(record);
  const isLeftOut = (name: string, value: string): boolean => {
    if (name === 'host') return value === new URL(origin).host;
    return body.kind !== 'none' && (name === 'content-length' || name === 'transfer-encoding');
  };
  return {
    method: record.method ?? ASSUMED_METHOD,
    isMethodKnown: record.method !== null,
    origin,
    target: record.url,
    httpVersion: record.httpVersion,
    headers: record.requestHeaders.filter(([name, value]) => !isLeftOut(name.toLowerCase(), value)),
    body,
  };
}

/** Notes that hold for a copy in any language. */
export function notesOf(request: CopiedRequest): CopyNote[] {
  const notes: CopyNote[] = [];
  if (!request.isMethodKnown) notes.push('method-unknown');
  if (request.body.kind === 'unknown') notes.push('body-unknown');
  if (headerValues(request.headers, 'cookie').length > 0) notes.push('session-cookie');
  return notes;
}

/**
 * A target that every program sends as it stands: others tidy up `..`, take `#` for the end, or read `[1-9]` as a
 * range.
 */
export function isPlainTarget(target: string): boolean {
  return /^\/[\w\-.~!$&'()*+,;=:@%/?]*$/.test(target) && !/\/\.{1,2}(?:[/?]|$)/.test(target) && !/%2e/i.test(target);
}

/** A text as the bytes of its UTF-8, one character a byte. */
export function utf8Bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
