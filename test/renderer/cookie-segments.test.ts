import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cookieSegments } from '../../renderer/model/cookie-segments.ts';
import type { EngineName } from '../../server/contract/log-entry.ts';
import { sidA } from './support/make-record.ts';

const kinds = (raw: string, engine?: EngineName) =>
  cookieSegments(raw, engine).map((part) => `${part.role} ${part.decoded}`);

describe('the parts of a session cookie', () => {
  it('are prefix, sid, dot and signature, decoded and as they travelled', () => {
    expect(cookieSegments(`s%3A${sidA}.ab%2Bc%2Fd`)).toEqual([
      { role: 'prefix', raw: 's%3A', decoded: 's:', isApproximate: false },
      { role: 'sid', raw: sidA, decoded: sidA, isApproximate: false },
      { role: 'separator', raw: '.', decoded: '.', isApproximate: false },
      { role: 'signature', raw: 'ab%2Bc%2Fd', decoded: 'ab+c/d', isApproximate: false },
    ]);
  });

  it('are split at the last dot', () => {
    expect(kinds('s:a.b.c')).toEqual(['prefix s:', 'sid a.b', 'separator .', 'signature c']);
  });

  it('of a quoted value have the quotes apart', () => {
    expect(kinds('"s:a.b"')).toEqual(['quote "', 'prefix s:', 'sid a', 'separator .', 'signature b', 'quote "']);
  });

  it('are one value where the shape is another', () => {
    expect(kinds('hello')).toEqual(['value hello']);
    expect(kinds('s:nodot')).toEqual(['prefix s:', 'value nodot']);
    expect(kinds('')).toEqual([]);
  });

  it('stay undecoded as a whole when one escape is broken', () => {
    expect(cookieSegments('s%3Aa.%zz').map((segment) => segment.decoded)).toEqual(['s%3Aa.%zz']);
    expect(kinds('s:a%20.%ff')).toEqual(['prefix s:', 'sid a%20', 'separator .', 'signature %ff']);
  });

  it('are payload, timestamp and signature in client-side mode, split from the right, undecoded', () => {
    expect(kinds('eyJ9.awNB.S4C', 'client-side')).toEqual([
      'payload eyJ9',
      'separator .',
      'timestamp awNB',
      'separator .',
      'signature S4C',
    ]);
    expect(kinds('.eJy.awNB.S4C', 'client-side').slice(0, 2)).toEqual(['prefix .', 'payload eJy']);
    expect(kinds('a%41.b', 'client-side')).toEqual(['value a%41.b']);
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
        expect(
          cookieSegments(raw, 'client-side')
            .map((part) => part.raw)
            .join(''),
        ).toBe(raw);
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
