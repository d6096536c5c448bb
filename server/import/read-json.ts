/**
 * The value of a JSON text, or the reason why it is not JSON. `__proto__` is an ordinary member, and no code is
 * executed. NaN and Infinity, which some programs write, become null.
 */
export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: 'not-utf8' | 'not-json'; readonly detail: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readJson(bytes: Uint8Array): ReadJson {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, why: 'not-utf8', detail: '' };
  }
  const reading = parsed(text);
  // Python writes such numbers, which JSON parsers do not accept.
  return reading.ok || !/NaN|Infinity/.test(text) ? reading : parsed(withNulls(text));
}

/** Without a regular expression for strings: on strings of megabytes it would overflow. */
function withNulls(text: string): string {
  let mended = '';
  let from = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInString && character === '\\') at++;
    else if (character === '"') isInString = !isInString;
    else if (!isInString && (character === 'N' || character === 'I')) {
      const name = character === 'N' ? 'NaN' : 'Infinity';
      if (!text.startsWith(name, at)) continue;
      mended += `${text.slice(from, text[at - 1] === '-' ? at - 1 : at)}null`;
      at += name.length - 1;
      from = at + 1;
    }
  }
  return mended + text.slice(from);
}

function parsed(text: string): ReadJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, why: 'not-json', detail: withoutContent((error as Error).message) };
  }
}

/** V8 quotes the invalid text, which may be a secret, so only the position is kept. */
function withoutContent(message: string): string {
  return /at position \d+/.exec(message)?.[0] ?? '';
}

/** The nesting depth of lists and objects, by the brackets outside strings. */
export function depthOf(text: Uint8Array): number {
  let deepest = 0;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (isInString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) isInString = false;
    } else if (byte === 0x22) isInString = true;
    else if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return deepest;
}
