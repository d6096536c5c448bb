import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cookieParts, rolesOf } from '../../../renderer/model/cookie-parts.ts';
import { segmentRoleSchema } from '../../../server/contract/decoded-cookie.ts';
import { decodeCookie } from '../../../server/cookie/formats/decode-cookie.ts';
import { cookieText } from '../../../server/cookie/formats/pasted-cookie.ts';

const segment = (role: 'payload' | 'signature', start: number, end: number) => ({
  role,
  start,
  end,
  isApproximate: false,
});

describe('the parts of a decoded cookie', () => {
  it('carry the raw and the decoded text of their segment', () => {
    expect(cookieParts('a%3Ab.c', [segment('payload', 0, 5), segment('signature', 6, 7)])).toEqual([
      { role: 'payload', raw: 'a%3Ab', decoded: 'a:b', isApproximate: false },
      { role: 'value', raw: '.', decoded: '.', isApproximate: false },
      { role: 'signature', raw: 'c', decoded: 'c', isApproximate: false },
    ]);
  });

  it('omit empty segments, and are one value if no format was recognised', () => {
    expect(cookieParts('abc', [segment('signature', 3, 3)]).map(({ role }) => role)).toEqual(['value']);
    expect(cookieParts('', [])).toEqual([]);
  });

  it('stay undecoded as a whole when one escape is broken', () => {
    expect(cookieParts('%41.%zz', [segment('payload', 0, 3)]).map(({ decoded }) => decoded)).toEqual(['%41', '.%zz']);
  });

  it('name each role once, without separators', () => {
    const parts = cookieParts('a.b.c', decodeCookie(cookieText(null, 'a.b.c'), { nowMs: 0, format: 'flask' }).segments);
    expect(rolesOf(parts)).toEqual(['payload', 'timestamp', 'signature']);
  });

  it('joined give the raw value, for any segments', () => {
    const anySegment = fc.record({
      role: fc.constantFrom(...segmentRoleSchema.options),
      start: fc.nat(30),
      end: fc.nat(30),
      isApproximate: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 24 }),
        fc.array(anySegment, { maxLength: 6 }),
        (raw, found) => {
          const parts = cookieParts(raw, found);
          expect(parts.map((part) => part.raw).join('')).toBe(raw);
          expect(parts.every((part) => part.raw !== '')).toBe(true);
        },
      ),
    );
  });

  it('joined give the raw value, for the segments of the decoders and any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const { rawValue, segments } = decodeCookie(cookieText(null, raw), { nowMs: 0 });
        expect(
          cookieParts(rawValue, segments)
            .map((part) => part.raw)
            .join(''),
        ).toBe(rawValue);
      }),
      { numRuns: 60 },
    );
  });
});
