import { isIP } from 'node:net';
import type { UpstreamAddress } from './upstream-address.ts';

/** The scheme and the authority at the beginning of a URL, with what follows. */
const ORIGIN = /^(https?):\/\/([^/?#\\@]+)(?=[/?#]|$)(.*)$/is;

/**
 * Where a redirect leads that names the address of the app itself, in any spelling of loopback: to the proxy, with
 * the rest as it stood. Null for every other Location, which is passed on unchanged. `ownOrigin`: how the client has
 * named the proxy.
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
 * How a client has named the proxy: by its Host, if that has the port of the proxy, and else by `localhost`.
 */
export function originForClient(host: string | undefined, port: number): string {
  const named = host !== undefined && /^[\w.\-[\]:]+$/.test(host) && (host.endsWith(`:${port}`) || port === 80);
  return `http://${named ? host : `localhost:${port}`}`;
}
