import { getPublicSuffix } from 'tldts';
import { isIpAddress, keepingFinalDot, type SuffixOf } from './jar/host.ts';

/**
 * The public suffix of a host by the Public Suffix List including its private section, as in browsers. The list is part
 * of the package, so no network access is needed. For a name that is not in the list, the last label is the suffix.
 */
export const publicSuffixOf: SuffixOf = keepingFinalDot((host) =>
  isIpAddress(host) ? null : getPublicSuffix(host, { allowPrivateDomains: true, extractHostname: false }),
);
