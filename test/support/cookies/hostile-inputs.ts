import fc from 'fast-check';

const octet = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code));

/** What makes a reader of cookies stumble: separators, blanks, control characters, long runs of one character. */
const piece = fc.oneof(
  fc.constantFrom(';', '=', ' ', '\t', ',', '"', '\\', '\0', '\r', '\n', '.', '/', '%', '-', '+', ':', '__Host-'),
  fc.constantFrom('Expires', 'Max-Age', 'Domain', 'Path', 'Secure', 'HttpOnly', 'SameSite', 'Partitioned', 'Priority'),
  fc.constantFrom('None', '-1', '0', '99999999999999999999', '31 Feb 2038 25:61:61', 'localhost', '.', '..', '[::1]'),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: octet, maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .tuple(fc.constantFrom(' ', ';', '=', '0', 'x', '\t', '.', ':', '\u4e16', '; a', '1:'), fc.integer({ max: 5_000 }))
    .map(([text, times]) => text.repeat(Math.max(0, times))),
);

/** A Set-Cookie line that nobody should send. */
export const hostileLine: fc.Arbitrary<string> = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

/** A URL, or what is to be taken for one. */
export const hostileUrl: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('http://localhost/', 'http://localhost:5000/app/x', 'https://shop.example.co.uk/', 'http://[::1]/'),
  fc.tuple(fc.constantFrom('http://', 'https://', 'ws://', 'ftp://', ''), hostileLine).map((parts) => parts.join('')),
  fc.webUrl({ withQueryParameters: true }),
);
