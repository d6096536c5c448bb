/**
 * The address of a watched app: a fixed list of loopback addresses and one port. A host name is resolved once, when the
 * app is added or opened. Later changes of the name's address have no effect.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { WatchRefusal } from '../../contract/watch.ts';

export interface UpstreamAddress {
  /** `http://127.0.0.1:8000`, without a path. */
  readonly url: string;
  /** The page that was typed: path, query and fragment; `/` if none was. */
  readonly page: string;
  readonly isTls: boolean;
  readonly port: number;
  /** Loopback addresses, which are tried in this order. */
  readonly addresses: readonly string[];
}

export type UpstreamResolution =
  | { readonly ok: true; readonly upstream: UpstreamAddress }
  | { readonly ok: false; readonly refusal: WatchRefusal };

/** Both addresses of `localhost`. Some machines have no ::1 in their hosts file, and apps listen at either address. */
const BOTH = ['127.0.0.1', '::1'] as const;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Reads the address of an app, as people write it: a URL, `host:port`, or a port. The URL parser turns decimal, octal
 * and hexadecimal spellings of IPv4 addresses into the usual one (WHATWG URL, host parsing).
 */
export async function resolveUpstream(text: string): Promise<UpstreamResolution> {
  const url = parsed(text.trim());
  if (url === null) return refused({ why: 'not-an-address' });
  const scheme = url.protocol.slice(0, -1);
  if (scheme !== 'http' && scheme !== 'https') return refused({ why: 'other-scheme', scheme });
  if (url.username !== '' || url.password !== '') return refused({ why: 'has-credentials' });
  const isTls = scheme === 'https';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const found = await addressesOf(host);
  if ('refusal' in found) return refused(found.refusal);
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  return {
    ok: true,
    upstream: {
      url: `${scheme}://${url.hostname}:${port}`,
      page: `${url.pathname}${url.search}${url.hash}`,
      isTls,
      port,
      addresses: found.addresses,
    },
  };
}

function refused(refusal: WatchRefusal): UpstreamResolution {
  return { ok: false, refusal };
}

function parsed(text: string): URL | null {
  const spelled = /^\d{1,5}$/.test(text)
    ? `http://localhost:${text}`
    : /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
      ? text
      : `http://${text}`;
  return URL.canParse(spelled) ? new URL(spelled) : null;
}

async function addressesOf(host: string): Promise<{ addresses: readonly string[] } | { refusal: WatchRefusal }> {
  // RFC 6761 section 6.3: these names are loopback, even if a resolver returns another address.
  if (host === 'localhost' || host.endsWith('.localhost')) return { addresses: BOTH };
  if (isIP(host) !== 0) {
    const address = withoutMapping(host);
    // "Any address of this machine" (RFC 1122 section 3.2.1.3). Users copy it from the output of their server.
    if (address === '0.0.0.0' || address === '::') return { addresses: BOTH };
    if (!isLoopback(address)) return { refusal: { why: 'not-loopback', host, addresses: [address] } };
    // The other address family is tried too, since the app may listen there.
    const others = address === '127.0.0.1' || address === '::1' ? BOTH.filter((other) => other !== address) : [];
    return { addresses: [address, ...others] };
  }
  const found = await lookedUp(host);
  if (typeof found === 'string') return { refusal: { why: 'unknown-name', host, detail: found } };
  const addresses = [...new Set(found.map(({ address }) => withoutMapping(address)))];
  if (addresses.length === 0 || !addresses.every(isLoopback)) {
    return { refusal: { why: 'not-loopback', host, addresses } };
  }
  return { addresses };
}

/** An IPv4 address that is written as an IPv6 one (RFC 4291 section 2.5.5.2): `::ffff:7f00:1`. */
function withoutMapping(address: string): string {
  const [, high = '', low = ''] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address) ?? [];
  if (high === '') return address.replace(/^::ffff:(?=\d+\.)/i, '');
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}

function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function lookedUp(host: string): Promise<LookupAddress[] | string> {
  return new Promise((resolve) => {
    lookup(host, { all: true }, (error, addresses) => resolve(error === null ? addresses : (error.code ?? 'unknown')));
  });
}

/** How an address is shown: `127.0.0.1:8000`, `[::1]:8000`. */
export function shownAddress(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
