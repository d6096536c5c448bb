import { isIP } from 'node:net';
import type { UpstreamAddress } from './upstream-address.ts';

/** Scheme and authority at the start of a URL, and the rest of the URL. */
const ORIGIN = /^(https?):\/\/([^/?#\\@]+)(?=[/?#]|$)(.*)$/is;

/**
 * The new target of a redirect to the address of the app, in any spelling of loopback: the address of the proxy with
 * the rest of the URL unchanged. Null for every other Location, which is passed on unchanged. `ownOrigin` is the origin
 * by which the client addressed the proxy.
 */
export function locationThroughProxy(location: string, upstream: UpstreamAddress, ownOrigin: string): string | null {
  const [, scheme = '', authority = '', rest = ''] = ORIGIN.exec(location) ?? [];
  if (scheme === '' || (scheme.toLowerCase() === 'https') !== upstream.isTls) return null;
  if (!URL.canParse(`${scheme}://${authority}`)) return null;
  const { hostname, port } = new URL(`${scheme}://${authority}`);
  const portNumber = port === '' ? (upstream.isTls ? 443 : 80) : Number(port);
  return portNumber === upstream.port && namesUpstream(hostname, upstream) ? `${ownOrigin}${rest}` : null;
}

function namesUpstream(hostname: string, upstream: UpstreamAddress): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === new URL(upstream.url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')) return true;
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return host === '0.0.0.0' || host === '::' || (isIP(host) !== 0 && upstream.addresses.includes(host));
}

/**
 * The host name by which a client addressed the proxy: its Host header, if that has the port of the proxy, else
 * `localhost`.
 */
export function originForClient(host: string | undefined, port: number): string {
  const named = host !== undefined && /^[\w.\-[\]:]+$/.test(host) && (host.endsWith(`:${port}`) || port === 80);
  return `http://${named ? host : `localhost:${port}`}`;
}
