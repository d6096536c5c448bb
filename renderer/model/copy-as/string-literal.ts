/**
 * A text as a literal in double quotes that is entirely printable ASCII: it cannot end the literal or affect a
 * terminal. `escaped` writes any other UTF-16 unit.
 */
export function quotedAscii(text: string, escaped: (code: number) => string): string {
  const units = Array.from({ length: text.length }, (_, place) => text.charCodeAt(place));
  return `"${units.map((code) => unitAsText(code, escaped)).join('')}"`;
}

function unitAsText(code: number, escaped: (code: number) => string): string {
  if (code === 0x22 || code === 0x5c) return `\\${String.fromCharCode(code)}`;
  return code >= 0x20 && code <= 0x7e ? String.fromCharCode(code) : escaped(code);
}
