/** A part of a session cookie's value, as it travelled (`raw`) and after percent-decoding (`decoded`). */
export interface CookieSegment {
  readonly kind: 'quote' | 'prefix' | 'sid' | 'dot' | 'signature' | 'rest';
  readonly raw: string;
  readonly decoded: string;
}

/**
 * Splits the value of an express-session cookie, as it stood in the header, into `s:`, sid, dot and signature (split at the
 * last dot, as cookie-signature does). What has no such shape is one `rest`. Joined again, the raw parts give the input
 * and the decoded parts its decoded form. Checks nothing, never throws. Source: npm `cookie` 0.7.2, express-session 1.19.
 */
export function cookieSegments(rawValue: string): CookieSegment[] {
  const isQuoted = rawValue.length >= 2 && rawValue.startsWith('"') && rawValue.endsWith('"');
  const quote: CookieSegment = { kind: 'quote', raw: '"', decoded: '"' };
  const inner = shapeSegments(decodeByCharacter(isQuoted ? rawValue.slice(1, -1) : rawValue));
  return isQuoted ? [quote, ...inner, quote] : inner;
}

interface Piece {
  readonly raw: string;
  readonly decoded: string;
}

function shapeSegments(pieces: readonly Piece[]): CookieSegment[] {
  if (pieces.length === 0) return [];
  if (pieces[0]?.decoded !== 's' || pieces[1]?.decoded !== ':') return [join('rest', pieces)];
  const body = pieces.slice(2);
  const dot = body.findLastIndex((piece) => piece.decoded === '.');
  const parts: CookieSegment[] = [join('prefix', pieces.slice(0, 2))];
  if (dot === -1) parts.push(join('rest', body));
  else
    parts.push(
      join('sid', body.slice(0, dot)),
      join('dot', body.slice(dot, dot + 1)),
      join('signature', body.slice(dot + 1)),
    );
  return parts.filter((part) => part.raw !== '');
}

/** One piece for each decoded character. One broken escape leaves the whole value undecoded, as it does in npm `cookie`. */
function decodeByCharacter(raw: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [token] of raw.matchAll(/(?:%[0-9a-f]{2})+|./gisu)) {
    if (token.length < 3) pieces.push({ raw: token, decoded: token });
    else {
      const decoded = decodeOrNull(token);
      if (decoded === null) return asItStands(raw);
      pieces.push(...piecesOfEscapes(token, decoded));
    }
  }
  return pieces.some((piece) => piece.raw === '%') ? asItStands(raw) : pieces;
}

function piecesOfEscapes(token: string, decoded: string): Piece[] {
  let start = 0;
  return [...decoded].map((character) => {
    const length = 3 * utf8Length(character);
    const raw = token.slice(start, start + length);
    start += length;
    return { raw, decoded: character };
  });
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function decodeOrNull(escapes: string): string | null {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return null;
  }
}

function asItStands(raw: string): Piece[] {
  return [...raw].map((character) => ({ raw: character, decoded: character }));
}

function join(kind: CookieSegment['kind'], pieces: readonly Piece[]): CookieSegment {
  return {
    kind,
    raw: pieces.map((piece) => piece.raw).join(''),
    decoded: pieces.map((piece) => piece.decoded).join(''),
  };
}
