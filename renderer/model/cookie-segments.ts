import type { SegmentRole } from '../../server/contract/decoded-cookie.ts';
import type { EngineName } from '../../server/contract/log-entry.ts';
import type { CookiePart } from './cookie-parts.ts';

/**
 * Splits the raw value of a session cookie of the tutorial site by the form of its engine, to show its parts
 * immediately, without a request to the inspector. Server-side: `s:`, sid, dot and signature, split at the last dot, as
 * in cookie-signature. Client-side: payload, timestamp and signature, split from the right, as in itsdangerous. A value
 * of any other form is one part `value`. The raw parts joined give the input, and the decoded parts its decoded form.
 * Verifies nothing, never throws. Source: npm `cookie` 0.7.2, express-session 1.19, itsdangerous 2.2.
 */
export function cookieSegments(rawValue: string, engine: EngineName = 'server-side'): CookiePart[] {
  const isQuoted = rawValue.length >= 2 && rawValue.startsWith('"') && rawValue.endsWith('"');
  const inner = isQuoted ? rawValue.slice(1, -1) : rawValue;
  const parts = engine === 'server-side' ? idParts(decodeByCharacter(inner)) : dataParts(asItStands(inner));
  const quote = join('quote', [{ raw: '"', decoded: '"' }]);
  return isQuoted ? [quote, ...parts, quote] : parts;
}

interface Piece {
  readonly raw: string;
  readonly decoded: string;
}

function idParts(pieces: readonly Piece[]): CookiePart[] {
  if (pieces.length === 0) return [];
  if (pieces[0]?.decoded !== 's' || pieces[1]?.decoded !== ':') return [join('value', pieces)];
  const body = pieces.slice(2);
  const dot = body.findLastIndex((piece) => piece.decoded === '.');
  const prefix = join('prefix', pieces.slice(0, 2));
  if (dot === -1) return withoutEmpty([prefix, join('value', body)]);
  return withoutEmpty([
    prefix,
    join('sid', body.slice(0, dot)),
    join('separator', body.slice(dot, dot + 1)),
    join('signature', body.slice(dot + 1)),
  ]);
}

/** A leading dot says that the payload is packed with zlib. */
function dataParts(pieces: readonly Piece[]): CookiePart[] {
  const last = pieces.findLastIndex((piece) => piece.raw === '.');
  const middle = pieces.slice(0, Math.max(0, last)).findLastIndex((piece) => piece.raw === '.');
  if (middle === -1) return withoutEmpty([join('value', pieces)]);
  const start = middle > 0 && pieces[0]?.raw === '.' ? 1 : 0;
  return withoutEmpty([
    join('prefix', pieces.slice(0, start)),
    join('payload', pieces.slice(start, middle)),
    join('separator', pieces.slice(middle, middle + 1)),
    join('timestamp', pieces.slice(middle + 1, last)),
    join('separator', pieces.slice(last, last + 1)),
    join('signature', pieces.slice(last + 1)),
  ]);
}

function withoutEmpty(parts: readonly CookiePart[]): CookiePart[] {
  return parts.filter((part) => part.raw !== '');
}

/** One piece for each decoded character. One invalid escape leaves the whole value undecoded, as in npm `cookie`. */
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

function join(role: SegmentRole, pieces: readonly Piece[]): CookiePart {
  return {
    role,
    raw: pieces.map((piece) => piece.raw).join(''),
    decoded: pieces.map((piece) => piece.decoded).join(''),
    isApproximate: false,
  };
}
