import { getPublicSuffix } from 'tldts';
import { isIpAddress, type SuffixOf } from '../contract/http/jar/host.ts';

/**
 * The public suffix of a host by the Public Suffix List, its private part included, as browsers have it. The list comes
 * with the package, so no network is asked. A name that the list does not know has its last label as the suffix.
 */
export const publicSuffixOf: SuffixOf = (host) =>
  isIpAddress(host) ? null : getPublicSuffix(host, { allowPrivateDomains: true, extractHostname: false });
