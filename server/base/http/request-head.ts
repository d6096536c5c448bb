import type { IncomingMessage } from 'node:http';

/** Of target, names and values: what a server of Node's takes by default (`--max-http-header-size`). */
export const maxHeadOctets = 16 * 1024;
/**
 * Header lines: what a server of Node's takes by default (`server.maxHeadersCount`), which drops the others in silence.
 */
export const maxHeadLines = 2_000;

export interface HeadSize {
  /** As the parser counts them: target, names and values, without what separates them. */
  readonly octets: number;
  /** Those of the values of Cookie headers among them. */
  readonly cookieOctets: number;
  readonly lines: number;
}

/** Measures the head of a request. Node gives header octets as latin1, so that a UTF-16 unit is an octet. */
export function headSize({ url = '', rawHeaders }: Pick<IncomingMessage, 'url' | 'rawHeaders'>): HeadSize {
  let octets = url.length;
  let cookieOctets = 0;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]];
    octets += name.length + value.length;
    if (name.length === 6 && name.toLowerCase() === 'cookie') cookieOctets += value.length;
  }
  return { octets, cookieOctets, lines: rawHeaders.length / 2 };
}

/** The values of every Host line. Node keeps the first of them in `headers` and says nothing of the others. */
export function hostLines({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): string[] {
  const hosts: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]];
    if (name.length === 4 && name.toLowerCase() === 'host') hosts.push(value);
  }
  return hosts;
}
