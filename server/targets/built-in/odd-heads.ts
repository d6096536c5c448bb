import type { IncomingMessage } from 'node:http';
import { headSize, hostLines, maxHeadLines, maxHeadOctets } from '../../base/http/request-head.ts';
import type { EarlyRefusal } from '../../contract/early-refusal.ts';

/**
 * Why the head of a request is refused, with the limits of a Node server. Null if it is valid. Node would refuse it
 * itself, and it could not be recorded. Any valid host name is accepted: for a browser, a name that points to this
 * machine (DNS rebinding) is a separate site that gets no cookies of localhost.
 */
export function oddHead(request: IncomingMessage): EarlyRefusal | null {
  return sizeOf(request) ?? hostOf(request) ?? expectationOf(request);
}

function sizeOf(request: IncomingMessage): EarlyRefusal | null {
  const { octets, cookieOctets, lines } = headSize(request);
  if (octets >= maxHeadOctets) return { code: 'head-too-large', octets, cookieOctets, limitOctets: maxHeadOctets };
  return lines > maxHeadLines ? { code: 'too-many-lines', lines, limit: maxHeadLines } : null;
}

/** RFC 9112 section 3.2. HTTP/1.0 does not require Host. */
function hostOf(request: IncomingMessage): EarlyRefusal | null {
  const hosts = hostLines(request);
  if (hosts.length === 0 && request.httpVersion === '1.0') return null;
  return hosts.length === 1 && isHost(hosts[0] ?? '') ? null : { code: 'bad-host', hosts };
}

/** `uri-host [ ":" port ]` of RFC 9110 section 7.2, which may be empty. */
function isHost(text: string): boolean {
  return /^(?:\[[\da-f:.]+\]|(?:[\w\-.~!$&'()*+,;=]|%[\da-f]{2})*)(?::\d*)?$/i.test(text);
}

function expectationOf({ headers: { expect } }: IncomingMessage): EarlyRefusal | null {
  if (expect === undefined || expect.toLowerCase() === '100-continue') return null;
  return { code: 'unmet-expectation', expectation: expect };
}
