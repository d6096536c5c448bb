import type { SecretRange } from './secret-range.ts';
import { isSensitiveName } from './sensitive-name.ts';
import { looksRandom } from './token-shape.ts';

const ITEM = /[^,\s]+/g;
const PART = /[^.]+/g;
const SHORTEST = 12;

/**
 * The secrets in Sec-WebSocket-Protocol. Pages send tokens in it because they cannot set other headers. Secret are the
 * item after one such as `bearer` or `access_token`, and every long, random-looking part between dots. Names of
 * protocols stay.
 */
export function secretsInProtocols(header: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  let isAnnounced = false;
  for (const { 0: item, index } of header.matchAll(ITEM)) {
    const pattern = isAnnounced ? ITEM : PART;
    for (const { 0: part, index: at } of item.matchAll(pattern)) {
      const isSecret = isAnnounced || (part.length >= SHORTEST && looksRandom(part));
      if (isSecret) ranges.push({ start: index + at, end: index + at + part.length, kind: 'token', secret: part });
    }
    isAnnounced = !isAnnounced && isSensitiveName(item) && !looksRandom(item);
  }
  return ranges;
}
