/** A site that keeps what programs really put on the wire. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it came, byte for byte: each character is one. */
export interface CameIn {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface RawSite {
  readonly origin: string;
  readonly came: CameIn[];
}

/** Answers each request with an empty 200 on a separate connection. */
export async function rawSite(): Promise<RawSite> {
  const came: CameIn[] = [];
  const server = createServer((socket) => {
    let bytes = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      bytes += chunk;
      const request = complete(bytes);
      if (request === null) return;
      came.push(request);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { came, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function complete(bytes: string): CameIn | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [requestLine = '', ...lines] = bytes.slice(0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
  });
  const length = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
  const body = bytes.slice(end + 4);
  if (body.length < length) return null;
  const [method = '', target = '', version = ''] = requestLine.split(' ');
  return { method, target, version, headers, body };
}
