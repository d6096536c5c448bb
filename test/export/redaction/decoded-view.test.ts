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
  ['%252525252568idden%2525252520text', 'hidden text', '%252525252568idden%2525252520text'],
  ['x %u0068idden%u0020text', 'hidden text', '%u0068idden%u0020text'],
  ["b'\\x68idden\\x20text'", 'hidden text', '\\x68idden\\x20text'],
  ['\\150idden\\40text', 'hidden text', '\\150idden\\40text'],
  ['\\u{68}idden\\u{20}text \\u{1f600}', 'hidden text', '\\u{68}idden\\u{20}text'],
  ['a &#104;idden&#x20;text', 'hidden text', '&#104;idden&#x20;text'],
  ['hidden &amp; text', 'hidden & text', 'hidden &amp; text'],
  ['name=3Dhidden=20te=\r\nxt', 'hidden text', 'hidden=20te=\r\nxt'],
  ['68 69 64 64 65 6e 20 74 65 78 74', 'hidden text', '68 69 64 64 65 6e 20 74 65 78 74'],
  ['68:69:64:64:65:6E:20:74:65:78:74', 'hidden text', '68:69:64:64:65:6E:20:74:65:78:74'],
  [
    Buffer.from('hidden text', 'utf16le').toString('base64'),
    'hidden text',
    Buffer.from('hidden text', 'utf16le').toString('base64').slice(0, -4),
  ],
])('finds in %s what it hides, and where', (source, text, stretch) => {
  expect(sourceOf(source, text)).toBe(stretch);
});

test('finds a text that spans several lines of base64', () => {
  const lines = base64(`${'x'.repeat(40)} some hidden text ${'y'.repeat(40)}`).replace(/.{60}/g, '$&\r\n');
  expect(sourceOf(lines, 'some hidden text')).toMatch(/\r\n/);
});

test('gives no views for a plain text', () => {
  expect(decodedViews('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)')).toEqual([]);
});

test('leaves broken escapes as they are', () => {
  expect(decodedViews('100%, %zz, %41').map(({ text }) => text)).toEqual(['100%, %zz, A']);
  expect(decodedViews('C:\\dir \\u12')).toEqual([]);
});

test('never throws, and every character of a view comes from a stretch of the source', () => {
  const unit = fc.constantFrom(
    '%',
    '&#',
    '\n',
    ' ',
    '{',
    'x',
    '=3D',
    '4',
    '1',
    '\\',
    'u',
    '0',
    'a',
    '"',
    'Q',
    '+',
    '/',
    '=',
    '\ud800',
    'é',
  );
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
