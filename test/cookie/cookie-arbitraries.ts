import fc from 'fast-check';

/**
 * Any text a header could be fed with: Unicode, lone surrogates, NUL, and the characters that mean something in
 * cookies.
 */
export const anyHeader = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('=', ';', ' ', '\t', '"', '%', '.', ',', 'a', 's', ':', '\0', '\ud800'),
    maxLength: 60,
  }),
  fc.string({ minLength: 4000, maxLength: 4200 }),
);

const cookieName = fc.oneof(
  fc.constantFrom('a', 'b', 'sid', '__proto__', 'constructor', 'toString', ''),
  fc.string({ unit: fc.constantFrom('a', 'b', '_', '%', '"', '\u00e9'), maxLength: 3 }),
);
const cookieValue = fc.oneof(
  fc.webPath(),
  fc.string({ maxLength: 20 }),
  fc.constantFrom('', '"', '""', '"a"', ' "a" ', '%41', '%'),
);
const blank = fc.constantFrom('', ' ', '\t', '  ', '\u00a0');

/** Text shaped like a Cookie header, with duplicates, blanks, quotes and broken escapes. */
export const cookieHeader = fc
  .array(fc.tuple(blank, cookieName, blank, fc.constantFrom('=', '=', '=', ''), blank, cookieValue, blank), {
    maxLength: 6,
  })
  .map((parts) => parts.map((part) => part.join('')).join(';'));
