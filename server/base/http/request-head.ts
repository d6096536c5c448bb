import type { IncomingMessage } from 'node:http';

/** The size of target, header names and header values. The default of a Node server (`--max-http-header-size`). */
export const maxHeadOctets = 16 * 1024;
/**
 * The number of header lines. The default of a Node server (`server.maxHeadersCount`), which silently drops further
 * lines.
 */
export const maxHeadLines = 2_000;

export interface HeadSize {
  /** The size as the parser counts it: target, names and values, without separators. */
  readonly octets: number;
  /** The octets of the values of Cookie headers. */
  readonly cookieOctets: number;
  readonly lines: number;
}

/** Measures the head of a request. Node gives header octets as latin1, so that a UTF-16 unit is an octet. */
export function headSize({ url = '', rawHeaders }: Pick<IncomingMessage, 'url' | 'rawHeaders'>): HeadSize {
  let octets = url.length;
  let cookieOctets = 0;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    octets += name.length + value.length;
    if (name.length === 6 && name.toLowerCase() === 'cookie') cookieOctets += value.length;
  }
  return { octets, cookieOctets, lines: rawHeaders.length / 2 };
}

/** The values of all Host lines. Node keeps only the first value in `headers`. */
export function hostLines({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): string[] {
  const hosts: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts.push(value);
  }
  return hosts;
}
