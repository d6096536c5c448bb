import { alarm, type Phrase, say } from '../text/phrase.ts';
import { count, plural } from './words.ts';

/** Requests that were refused before their session was read. */
export const earlyRefusals = {
  lead: (who: string, reason: string) =>
    say`${who}'s request was ${alarm('refused')} before its session was looked at: ${reason}.`,
  manyCookies: (): Phrase =>
    say`Browsers send the cookies of all ports of a host together, so other programs on localhost add theirs.`,
  cameUnknown: 'Unknown: the head of this request could not be read.',

  /** Used after a colon, or alone in a row. */
  reason: {
    tooManyCookies: (cookies: number, limit: number) =>
      `too many cookies: the Cookie header has ${count(cookies)} bytes, and the whole head must have fewer than ${count(limit)}`,
    headTooLarge: (octets: number, limit: number) =>
      `its head has ${count(octets)} bytes, and must have fewer than ${count(limit)}`,
    headFarTooLarge: (limit: number) => `its head has more than ${count(limit)} bytes, and was not read further`,
    tooManyLines: (lines: number, limit: number) =>
      `it has ${plural(lines, 'header line')}, and may have ${count(limit)}`,
    malformedHead: (detail: string) => `its head is not valid HTTP (${detail})`,
    malformedBody: (detail: string) => `its body is not valid (${detail})`,
    otherProtocol: (protocol: string) =>
      `the client speaks ${protocol} to a port of plain http${protocol === 'TLS' ? ' (use http://, not https://)' : ''}`,
    slowHead: (seconds: number) => `its head was not complete after ${plural(seconds, 'second')}`,
    slowBody: (seconds: number) => `its body was not complete after ${plural(seconds, 'second')}`,
    noHost: 'it has no Host header',
    badHost: (host: string) => `its Host header is not valid (${host})`,
    hosts: (n: number) => `it has ${count(n)} Host headers`,
    expectation: (text: string) => `it expects something that this server does not do (${text})`,
    bodyTooLarge: (limit: number) => `its body has more than ${count(limit)} bytes`,
    bodyAnnounced: (bytes: number, limit: number) =>
      `it announces a body of ${count(bytes)} bytes, and may have ${count(limit)}`,
    encoding: (name: string) => `its body has an encoding that this server cannot unpack (${name})`,
    foreignPage: (header: string, value: string) => `a page of another origin sent it (${header}: ${value})`,
  },
};
