import type { HeaderList } from '../contract/log-entry.ts';

/** The readable part of a head. */
export interface PartialHead {
  /** Null if unknown. */
  readonly method: string | null;
  /** Empty if unknown. */
  readonly url: string;
  readonly httpVersion: string | null;
  /** The complete header lines, up to the first invalid or incomplete one. */
  readonly headers: HeaderList;
  /** Another protocol, by its first octets. */
  readonly protocol: 'TLS' | 'HTTP/2' | null;
}

const nothing: PartialHead = { method: null, url: '', httpVersion: null, headers: [], protocol: null };

/** RFC 9112 sections 3 and 5; a method and a name are tokens of RFC 9110 section 5.6.2. */
const requestLine = /^([\w!#$%&'*+\-.^`|~]+) (\S+) HTTP\/(\d\.\d)\r?\n/;
const headerLine = /^([\w!#$%&'*+\-.^`|~]+):[ \t]*([^\r\n]*?)[ \t]*\r?\n/;
/** A record of TLS starts with its type (22: handshake) and its major version, 3 (RFC 8446 section 5.1). */
const tlsHandshake = Buffer.from([22, 3]);
/** RFC 9113 section 3.4. */
const http2Preface = 'PRI * HTTP/2.0\r\n';

/**
 * Reads the readable part of a head that the parser has refused. `octets`: all octets of the connection; null if they
 * are not available. `brokenAt`: the number of octets that the parser accepted. If the parser stopped after the first
 * head, the refused head is unknown. Never throws.
 */
export function partialHead(octets: Buffer | null, brokenAt: number | null): PartialHead {
  if (octets === null) return nothing;
  if (octets.subarray(0, 2).equals(tlsHandshake)) return { ...nothing, protocol: 'TLS' };
  // As Node reads heads: an octet is a UTF-16 unit.
  const text = octets.toString('latin1');
  if (text.startsWith(http2Preface)) return { ...nothing, protocol: 'HTTP/2' };
  const end = text.search(/\n\r?\n/);
  const isFirst = end === -1 || (brokenAt !== null && brokenAt <= end + '\n\r\n'.length);
  return isFirst ? linesOf(text) : nothing;
}

function linesOf(text: string): PartialHead {
  const [line, method = null, url = '', httpVersion = null] = requestLine.exec(text) ?? [];
  if (line === undefined) return nothing;
  let rest = text.slice(line.length);
  const headers: HeaderList = [];
  for (let match = headerLine.exec(rest); match !== null; match = headerLine.exec(rest)) {
    headers.push([match[1] ?? '', match[2] ?? '']);
    rest = rest.slice(match[0].length);
  }
  return { method, url, httpVersion, headers, protocol: null };
}
