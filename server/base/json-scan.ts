const QUOTE = 0x22;
const COMMA = 0x2c;
const BRACKET_OPEN = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/**
 * The JSON text of each item of a list that JSON.stringify wrote, without parsing the items. Null if the text is not
 * such a list.
 */
export function jsonItems(json: string): string[] | null {
  if (json.charCodeAt(0) !== BRACKET_OPEN) return null;
  if (json === '[]') return [];
  const items: string[] = [];
  for (let start = 1; ; ) {
    const end = endOfValue(json, start);
    if (end === start) return null;
    items.push(json.slice(start, end));
    const after = json.charCodeAt(end);
    if (after === BRACKET_CLOSE) return end === json.length - 1 ? items : null;
    if (after !== COMMA) return null;
    start = end + 1;
  }
}

/** The end of the value that starts here: the next comma or bracket at this level, or the end of the text. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(json, at);
        break;
      case BRACE_OPEN:
      case BRACKET_OPEN:
        depth++;
        break;
      case COMMA:
        if (depth === 0) return at;
        break;
      case BRACE_CLOSE:
      case BRACKET_CLOSE:
        if (depth === 0) return at;
        depth--;
        break;
    }
  }
  return json.length;
}

/**
 * The index of the closing quote of the string that starts at `start`; the end of the text if the string is not closed.
 */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let slashes = 0;
    // An even number of backslashes escape one another, not the quote.
    while (json.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return json.length;
}
