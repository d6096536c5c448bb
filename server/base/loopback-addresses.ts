import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { WatchRefusal } from '../contract/watch.ts';

/** Why a host cannot be reached at a loopback address. */
export type HostRefusal = Extract<WatchRefusal, { readonly why: 'unknown-name' | 'not-loopback' }>;

/** Both addresses of `localhost`. Some machines have no ::1 in their hosts file, and apps listen at either address. */
const BOTH = ['127.0.0.1', '::1'] as const;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * The loopback addresses of a host name or address, in the order in which to try them. A name is resolved now, and
 * later changes of it have no effect.
 */
export async function loopbackAddressesOf(
  host: string,
): Promise<{ readonly addresses: readonly string[] } | { readonly refusal: HostRefusal }> {
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
