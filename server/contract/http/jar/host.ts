/**
 * The public suffix of a lower-case host name, such as `co.uk` for `shop.example.co.uk`: the part under which unrelated
 * parties register names. Null for an IP address. The caller passes this function to the jar and so chooses the list
 * behind it. {@link lastLabelSuffix} needs no list.
 */
export type SuffixOf = (host: string) => string | null;

/**
 * A rule for names without a final dot, applied to every name: the suffix of `example.test.` is `test.`. For browsers
 * a name with the final dot of the root is another host, with the same rule for its suffix. Source: Chromium's
 * net/base/registry_controlled_domains/registry_controlled_domain.cc.
 */
export function keepingFinalDot(rule: SuffixOf): SuffixOf {
  return (host) => {
    if (!host.endsWith('.')) return rule(host);
    const suffix = rule(host.slice(0, -1));
    return suffix === null ? null : `${suffix}.`;
  };
}

/**
 * The default rule of the Public Suffix List for a name that matches no line of the list: the last label is the suffix.
 * It is exact for `localhost`, for names below `.localhost` and for IP addresses. Source: publicsuffix.org/list,
 * "Algorithm", step 2.
 */
export const lastLabelSuffix: SuffixOf = keepingFinalDot((host) =>
  isIpAddress(host) ? null : host.slice(host.lastIndexOf('.') + 1),
);

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Whether a host, in the form of `URL.hostname`, is an IPv4 address or an IPv6 address in brackets. */
export function isIpAddress(host: string): boolean {
  return host.startsWith('[') || IPV4.test(host);
}

/**
 * Whether a host certainly is this machine: `localhost`, a name below it, 127.0.0.0/8 and [::1]. Source: Chromium's
 * net/base/url_util.cc `HostStringIsLocalhost`; W3C Secure Contexts §3.1.
 */
export function isLoopbackHost(host: string): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (name === 'localhost' || name.endsWith('.localhost') || name === '[::1]') return true;
  return name.startsWith('127.') && IPV4.test(name);
}

/** Domain matching of RFC 6265bis §5.1.3. Both must be in lower case, the domain without a leading dot. */
export function domainMatches(host: string, domain: string): boolean {
  if (host === domain) return true;
  return host.endsWith(domain) && host[host.length - domain.length - 1] === '.' && !isIpAddress(host);
}

/**
 * The registrable domain of a host: its public suffix and one more label. It is the host itself if there is no such
 * label.
 */
export function registrableDomain(host: string, suffixOf: SuffixOf): string {
  const suffix = suffixOf(host);
  if (suffix === null || suffix === host || !host.endsWith(`.${suffix}`)) return host;
  const before = host.slice(0, -suffix.length - 1);
  return host.slice(before.lastIndexOf('.') + 1);
}
