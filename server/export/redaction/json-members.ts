import { endOfString } from './json-numbers.ts';

/** Where a member of a JSON object stands in its text. */
export type JsonMember = {
  readonly name: string;
  /** The value's first character, and the one after its last. */
  readonly start: number;
  readonly end: number;
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET_OPEN = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/**
 * The members of the object that a text by `JSON.stringify` holds, in order, without parsing what is in them. Null if the text is anything else:
 * not an object, written with blanks, or with an escape in the name of a member.
 */
export function jsonMembers(json: string): JsonMember[] | null {
  if (json.charCodeAt(0) !== BRACE_OPEN) return null;
  const members: JsonMember[] = [];
  let at = 1;
  if (json === '{}') return members;
  for (;;) {
    if (json.charCodeAt(at) !== QUOTE) return null;
    const nameEnd = json.indexOf('"', at + 1);
    if (nameEnd === -1 || json.charCodeAt(nameEnd - 1) === BACKSLASH) return null;
    if (json.charCodeAt(nameEnd + 1) !== COLON) return null;
    const start = nameEnd + 2;
    const end = endOfValue(json, start);
    if (end === -1 || end === start) return null;
    members.push({ name: json.slice(at + 1, nameEnd), start, end });
    const next = json.charCodeAt(end);
    if (next === BRACE_CLOSE) return end === json.length - 1 ? members : null;
    if (next !== COMMA) return null;
    at = end + 1;
  }
}

/** Where the value that starts here ends: at the comma or the bracket after it. -1 if it does not. */
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
  return -1;
}
