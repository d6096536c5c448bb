/** What an app may do instead of answering, and what the proxy makes of it. For tests and for benchmarks. */
import type { Socket } from 'node:net';

/** `status`: of the answer that the client gets. `code`: of the fault that the record has. */
export type Trouble = readonly [what: string, act: (socket: Socket) => void, status: number | null, code: string];
export const upstreamTroubles: readonly Trouble[] = [
  ['closes before it answers', (socket) => socket.end(), 502, 'no-answer'],
  ['resets before it answers', (socket) => socket.resetAndDestroy(), 502, 'no-answer'],
  ['closes within its head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'), 502, 'no-answer'],
  ['speaks another protocol', (socket) => socket.end('220 mail.example ESMTP\r\n'), 502, 'not-http'],
  ['sends a line that HTTP forbids', (socket) => socket.end('HTTP/1.1 200 OK\r\nbad name: 1\r\n\r\n'), 502, 'not-http'],
  ['answers with an alert of TLS', (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 70])), 502, 'speaks-tls'],
  [
    'closes within a body of known length',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'),
    200,
    'cut',
  ],
  [
    'closes within a body in chunks',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc'),
    200,
    'cut',
  ],
  [
    'breaks the rules of chunks',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc'),
    200,
    'cut',
  ],
];
