const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/is;

/**
 * An address as a row shows it: the host without its scheme, and the rest. `host` is null for a path without a host.
 */
export function shortAddress(url: string): { readonly host: string | null; readonly path: string } {
  const [, host, path = ''] = ABSOLUTE.exec(url) ?? [];
  return host === undefined ? { host: null, path: url } : { host, path: path === '' ? '/' : path };
}
