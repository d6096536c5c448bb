import { isControlCode } from '../control-character.ts';
import { octets } from '../cookie-bytes.ts';
import type { CookieRefusal } from '../cookie-refusal.ts';
import type { ParsedSetCookie } from '../parse-set-cookie.ts';
import type { RefusalPlace } from './outcomes.ts';

/** The place in a Set-Cookie line that causes a refusal. */
export function placeOfRefusal(refusal: CookieRefusal, line: string, parsed: ParsedSetCookie): RefusalPlace {
  switch (refusal.code) {
    case 'control-character':
      return firstByte(line, isControlCode);
    case 'tab':
      return insideTab(line);
    case 'domain-not-ascii':
    case 'foreign-domain':
    case 'public-suffix':
      return lastNamed(parsed, 'domain');
    case 'none-not-secure':
    case 'cross-site':
      return lastNamed(parsed, 'samesite');
    case 'partitioned-not-secure':
      return lastNamed(parsed, 'partitioned');
    case 'secure-over-http':
      return lastNamed(parsed, 'secure');
    case 'http-only-from-script':
      return lastNamed(parsed, 'httponly');
    default:
      return { kind: 'line' };
  }
}

function lastNamed(parsed: ParsedSetCookie, name: string): RefusalPlace {
  const index = parsed.attributes.findLastIndex((attribute) => attribute.name.toLowerCase() === name);
  return index === -1 ? { kind: 'line' } : { kind: 'attribute', index };
}

function firstByte(line: string, isMeant: (code: number) => boolean): RefusalPlace {
  for (let index = 0; index < line.length; index++) {
    const byte = line.charCodeAt(index);
    if (isMeant(byte)) return { kind: 'byte', offset: octetsBefore(line, index), byte };
  }
  return { kind: 'line' };
}

/**
 * The first tab that has other characters on both sides. Tabs at the ends of a name, a value or an attribute are
 * trimmed.
 */
function insideTab(line: string): RefusalPlace {
  const found = /[^\s;=][ \t]*\t[ \t]*(?=[^ \t;=])/.exec(line);
  if (found === null) return firstByte(line, (code) => code === 0x09);
  const index = found.index + found[0].indexOf('\t');
  return { kind: 'byte', offset: octetsBefore(line, index), byte: 0x09 };
}

/** A header that Node read has one character for each octet. A text beyond Latin-1 was decoded from UTF-8. */
function octetsBefore(line: string, index: number): number {
  return octets(line.slice(0, index), octets(line) === line.length ? 'latin1' : 'utf8');
}
