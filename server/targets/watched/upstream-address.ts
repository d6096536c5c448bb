/**
 * The address of a watched app: a fixed list of loopback addresses and one port. A host name is resolved once, when the
 * app is added or opened. Later changes of the name's address have no effect.
 */
import { loopbackAddressesOf } from '../../base/loopback-addresses.ts';
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
  const found = await loopbackAddressesOf(host);
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

/** How an address is shown: `127.0.0.1:8000`, `[::1]:8000`. */
export function shownAddress(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
