import type { EarlyRefusal } from '../../server/contract/early-refusal.ts';
import type { Strings } from '../strings/en.ts';

/** Why a request was refused before its session was read, as a clause. */
export function refusalReason(refusal: EarlyRefusal, { reason: t }: Strings['earlyRefusals']): string {
  switch (refusal.code) {
    case 'head-too-large': {
      const { octets, cookieOctets, limitOctets } = refusal;
      if (octets === null) return t.headFarTooLarge(limitOctets);
      return isForCookies(refusal)
        ? t.tooManyCookies(cookieOctets ?? 0, limitOctets)
        : t.headTooLarge(octets, limitOctets);
    }
    case 'too-many-lines':
      return t.tooManyLines(refusal.lines, refusal.limit);
    case 'malformed':
      return refusal.part === 'head' ? t.malformedHead(refusal.detail) : t.malformedBody(refusal.detail);
    case 'other-protocol':
      return t.otherProtocol(refusal.protocol);
    case 'too-slow':
      return refusal.part === 'head' ? t.slowHead(refusal.limitMs / 1000) : t.slowBody(refusal.limitMs / 1000);
    case 'bad-host': {
      const [host = '', ...others] = refusal.hosts;
      if (others.length > 0) return t.hosts(refusal.hosts.length);
      return refusal.hosts.length === 0 ? t.noHost : t.badHost(host);
    }
    case 'unmet-expectation':
      return t.expectation(refusal.expectation);
    case 'body-too-large':
      return refusal.announcedBytes === null
        ? t.bodyTooLarge(refusal.limitBytes)
        : t.bodyAnnounced(refusal.announcedBytes, refusal.limitBytes);
    case 'unknown-encoding':
      return t.encoding(refusal.encoding);
    case 'foreign-page':
      return t.foreignPage(refusal.header, refusal.value);
  }
}

/** Whether the head would not have been too large without its cookies. */
export function isForCookies(refusal: EarlyRefusal): boolean {
  if (refusal.code !== 'head-too-large' || refusal.octets === null) return false;
  return refusal.octets - (refusal.cookieOctets ?? 0) < refusal.limitOctets;
}
