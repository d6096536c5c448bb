import { connect } from 'node:net';

/**
 * Sends one GET after another on each of some kept-alive connections for a while. Written on bare sockets: a client
 * library would cost more than the servers that are measured, and counts in whole milliseconds.
 *
 * Resolves with the number of answers and their latencies in microseconds, sorted. Rejects on an answer that is not
 * 200.
 */
export async function load({ port, path, cookie, connections, durationMs }) {
  const head = `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nUser-Agent: bench\r\nAccept: */*\r\n`;
  const request = `${head}${cookie === null ? '' : `Cookie: ${cookie}\r\n`}\r\n`;
  const latencies = [];
  const startedMs = performance.now();
  const endMs = startedMs + durationMs;
  await Promise.all(Array.from({ length: connections }, () => drive(port, request, endMs, latencies)));
  const seconds = (performance.now() - startedMs) / 1000;
  return { count: latencies.length, seconds, latencies: Float64Array.from(latencies).sort() };
}

/** One request, for its Set-Cookie: the `name=value` pairs to send back. Null if there were none. */
export async function cookieOf(port, path) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  await response.text();
  const pairs = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return pairs.length === 0 ? null : pairs.join('; ');
}

/** The value below which this fraction of the sorted numbers is. */
export function percentile(sorted, share) {
  return sorted.length === 0 ? Number.NaN : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/**
 * One connection after another, because a server may close one after a number of requests, and announces it in its last
 * response.
 */
async function drive(port, request, endMs, latencies) {
  while (performance.now() < endMs) await driveOnce(port, request, endMs, latencies);
}

function driveOnce(port, request, endMs, latencies) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let received = '';
    let sentMs = 0;
    const send = () => {
      sentMs = performance.now();
      socket.write(request, 'latin1');
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('data', (chunk) => {
      received = received === '' ? chunk : received + chunk;
      if (!isWhole(received)) return;
      if (!received.startsWith('HTTP/1.1 200')) return socket.destroy(new Error(received.slice(0, 60)));
      const isLast = /\r\nconnection: close\r\n/i.test(received);
      received = '';
      const nowMs = performance.now();
      latencies.push((nowMs - sentMs) * 1000);
      if (nowMs < endMs && !isLast) send();
      else socket.end();
    });
  });
}

/** Whether head and body are there. Each of the servers announces a length. */
function isWhole(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd));
  if (length === null) throw new Error(`No Content-Length: ${text.slice(0, headEnd)}`);
  return text.length >= headEnd + 4 + Number(length[1]);
}
