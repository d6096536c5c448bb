/** The maximum length of a text. Cookies are much smaller. */
export const MAX_JSON_CHARACTERS = 1024 * 1024;
/** The maximum number of members and items. */
export const MAX_JSON_VALUES = 50_000;
/** The maximum nesting of arrays and objects. Later code that recurses over a payload relies on it. */
export const MAX_JSON_DEPTH = 100;

/**
 * Counts brackets and commas outside of strings before the text is parsed, because a compressed cookie can contain a
 * million of them.
 */
export function excessOf(text: string): 'too-deep' | 'too-large' | null {
  if (text.length > MAX_JSON_CHARACTERS) return 'too-large';
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      values++;
      if (++depth > MAX_JSON_DEPTH) return 'too-deep';
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--;
    } else if (code === COMMA) {
      values++;
    }
  }
  return values > MAX_JSON_VALUES ? 'too-large' : null;
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The end of the string that starts here. The end of the text if the string does not end. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}
