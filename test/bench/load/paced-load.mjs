import { Agent, get } from 'node:http';

/**
 * Sends GETs at a fixed rate for a while, whether or not the earlier ones are answered. Resolves with their latencies
 * in microseconds, sorted. Rejects on an answer that is not 200. Of a list of cookies each request takes the next.
 */
export async function pacedLoad({ port, path, cookie, perSecond, durationMs }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const latencies = [];
  const waiting = [];
  const startedMs = performance.now();
  const count = Math.floor((durationMs / 1000) * perSecond);
  for (let sent = 0; sent < count; sent++) {
    const dueMs = startedMs + (sent * 1000) / perSecond;
    const restMs = dueMs - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    const own = Array.isArray(cookie) ? cookie[sent % cookie.length] : cookie;
    waiting.push(once({ agent, port, path, cookie: own, latencies }));
  }
  await Promise.all(waiting);
  agent.destroy();
  return Float64Array.from(latencies).sort();
}

function once({ agent, port, path, cookie, latencies }) {
  const sentMs = performance.now();
  const headers = cookie === null ? {} : { Cookie: cookie };
  return new Promise((resolve, reject) => {
    get({ agent, port, host: '127.0.0.1', path, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The answer was ${response.statusCode}`));
      response.resume();
      response.once('end', () => {
        latencies.push((performance.now() - sentMs) * 1000);
        resolve();
      });
    }).once('error', reject);
  });
}
