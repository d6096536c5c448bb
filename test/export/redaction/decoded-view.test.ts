import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodedViews } from '../../../server/export/redaction/decoded-view.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Where the text is found in some view, as the stretch of the source it came from. */
function sourceOf(source: string, text: string): string | undefined {
  for (const view of decodedViews(source)) {
    const at = view.text.indexOf(text);
    if (at !== -1) return source.slice(view.starts[at], view.ends[at + text.length - 1]);
  }
  return undefined;
}

test.each([
  ['x%20hidden%20text%20y', 'hidden text', 'hidden%20text'],
  ['{\\"a\\":\\"hidd\\u0065n text\\"}', 'hidden text', 'hidd\\u0065n text'],
  [`/path/${base64('some hidden text')}?x`, 'some hidden text', base64('some hidden text').replace(/=+$/, '')],
  [`x=${Buffer.from('hidden text').toString('hex')}`, 'hidden text', Buffer.from('hidden text').toString('hex')],
  [encodeURIComponent(base64('hidden text')), 'hidden text', base64('hidden text').replace(/=+$/, '')],
  ['%2568idden%20text', 'hidden text', '%2568idden%20text'],
])('finds in %s what it hides, and where', (source, text, stretch) => {
  expect(sourceOf(source, text)).toBe(stretch);
});

test('has no views of a plain text', () => {
  expect(decodedViews('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)')).toEqual([]);
});

test('leaves broken escapes as they are', () => {
  expect(decodedViews('100%, %zz, %41').map(({ text }) => text)).toEqual(['100%, %zz, A']);
  expect(decodedViews('C:\\dir \\u12')).toEqual([]);
});

test('never throws, and every character of a view comes from a stretch of the source', () => {
  const unit = fc.constantFrom('%', '4', '1', '\\', 'u', '0', 'a', '"', 'Q', '+', '/', '=', '\ud800', 'é');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 80 }), (source) => {
      for (const { text, starts, ends } of decodedViews(source)) {
        for (let at = 0; at < text.length; at++) {
          const [start = -1, end = -1] = [starts[at], ends[at]];
          expect(start >= 0 && start < end && end <= source.length).toBe(true);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
