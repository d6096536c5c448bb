import { remembering } from '../../base/remembering.ts';
import type { SuffixOf } from '../../contract/http/jar/host.ts';
import { publicSuffixOf } from '../../contract/http/public-suffix.ts';

/** The public suffix of a host, cached, because a log has few hosts. */
export const knownSuffixOf: SuffixOf = remembering(publicSuffixOf);
