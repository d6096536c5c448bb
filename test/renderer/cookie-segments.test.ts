import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cookieSegments } from '../../renderer/model/cookie-segments.ts';
import { sidA } from './support/make-record.ts';

const kinds = (raw: string) => cookieSegments(raw).map((segment) => `${segment.kind} ${segment.decoded}`);

describe('the parts of a session cookie', () => {
  it('are prefix, sid, dot and signature, decoded and as they travelled', () => {
    expect(cookieSegments(`s%3A${sidA}.ab%2Bc%2Fd`)).toEqual([
      { kind: 'prefix', raw: 's%3A', decoded: 's:' },
      { kind: 'sid', raw: sidA, decoded: sidA },
      { kind: 'dot', raw: '.', decoded: '.' },
      { kind: 'signature', raw: 'ab%2Bc%2Fd', decoded: 'ab+c/d' },
    ]);
  });

  it('are told apart at the last dot', () => {
    expect(kinds('s:a.b.c')).toEqual(['prefix s:', 'sid a.b', 'dot .', 'signature c']);
  });

  it('of a quoted value have the quotes apart', () => {
    expect(kinds('"s:a.b"')).toEqual(['quote "', 'prefix s:', 'sid a', 'dot .', 'signature b', 'quote "']);
  });

  it('are one rest where the shape is another', () => {
    expect(kinds('hello')).toEqual(['rest hello']);
    expect(kinds('s:nodot')).toEqual(['prefix s:', 'rest nodot']);
    expect(kinds('')).toEqual([]);
  });

  it('stay undecoded as a whole when one escape is broken', () => {
    expect(cookieSegments('s%3Aa.%zz').map((segment) => segment.decoded)).toEqual(['s%3Aa.%zz']);
    expect(kinds('s:a%20.%ff')).toEqual(['prefix s:', 'sid a%20', 'dot .', 'signature %ff']);
  });

  it('give the input again when joined, and its decoded form, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom('s:', 's%3A', '.', '%', '%2', '%zz', '"', '%25', '%E4%B8%AD', '%F0%9F%8D%AA', '%e4'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const raw = pieces.join('');
        const segments = cookieSegments(raw);
        expect(segments.map((segment) => segment.raw).join('')).toBe(raw);
        expect(segments.map((segment) => segment.decoded).join('')).toBe(decodedOrRaw(raw));
      }),
      { numRuns: 1000 },
    );
  });
});

/** What npm `cookie` does: quotes off, then all or nothing. */
function decodedOrRaw(raw: string): string {
  const isQuoted = raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"');
  const inner = isQuoted ? raw.slice(1, -1) : raw;
  const quote = isQuoted ? '"' : '';
  try {
    return quote + decodeURIComponent(inner) + quote;
  } catch {
    return raw;
  }
}
