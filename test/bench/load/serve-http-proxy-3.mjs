/** http-proxy-3 in a separate process: node serve-http-proxy-3.mjs PORT. It does not record. */
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { answerParent } from './answer-parent.mjs';

const { createProxyServer } = createRequire(new URL('../proxies/package.json', import.meta.url))('http-proxy-3');
const [port] = process.argv.slice(2);
const proxy = createProxyServer({
  target: `http://127.0.0.1:${port}`,
  agent: new Agent({ keepAlive: true, maxSockets: 256 }),
});
proxy.listen(0, '127.0.0.1');
const told = setInterval(() => {
  const port = proxy.address()?.port;
  if (port === undefined) return;
  clearInterval(told);
  answerParent(port);
}, 10);
