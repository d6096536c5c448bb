import type { UpstreamAddress } from './upstream-address.ts';

/**
 * The host in an absolute request target (RFC 9112 section 3.2.2), if it is neither the proxy nor the watched app. Null
 * for every other target, since the proxy has only one upstream.
 */
export function otherHostOf(target: string, ownPort: number, upstream: UpstreamAddress): string | null {
  if (target.startsWith('/') || target === '*') return null;
  if (!URL.canParse(target)) return target.slice(0, 200);
  const { protocol, host, hostname, port } = new URL(target);
  const portNumber = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const isHere = portNumber === ownPort || portNumber === upstream.port;
  if (isHere && namesLoopback(hostname)) return null;
  return host === '' ? target.slice(0, 200) : host;
}

function namesLoopback(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '');
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
