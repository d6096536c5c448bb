/**
 * A text as it reads after decoding, with the way back: character i of `text` came from `source.slice(starts[i],
 * ends[i])`. Bytes that no decoder turned into characters are kept as one character each (latin1), as Node does with
 * header text.
 */
export type DecodedView = { text: string; starts: Int32Array; ends: Int32Array };

// Enough for a URL inside a URL inside base64; deeper nesting is not followed.
const MAX_DEPTH = 3;
// A secret of eight characters makes eleven of base64 and sixteen of hex.
const BASE64_RUN = /[A-Za-z0-9+/_-]{11,}/g;
const SHORTEST_HEX = 16;
const HEX_RUN = /[0-9a-fA-F]{16,}/g;
const PERCENT_ESCAPE = /%([0-9a-fA-F]{2})/g;
const JSON_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g;
const JSON_LETTERS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
// Of base64 and base64url alike, by character code.
const BASE64_VALUES = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', ['-+', '_/']);
const HEX_VALUES = valuesOf('0123456789abcdef', ['Aa', 'Bb', 'Cc', 'Dd', 'Ee', 'Ff']);
const SCRATCH = new Uint8Array(4_096);
// So many characters of UTF-8 in a row: random bytes hardly ever read like this, decoded text does.
const READABLE_CHARACTERS = 8;

/**
 * Every way to read the text: percent-decoded, with JSON escapes undone, each run of base64, base64url or hex
 * decoded, and these again inside one another, three deep. The text itself is not among them, nor are runs that
 * decode to no readable text. Never throws; broken escapes stay as they are.
 */
export function decodedViews(text: string): DecodedView[] {
  const views: DecodedView[] = [];
  let level = decodeOnce(text);
  for (let depth = 1; level.length > 0; depth++) {
    views.push(...level);
    if (depth === MAX_DEPTH) break;
    level = level.flatMap((parent) => decodeOnce(parent.text).map((view) => rebase(view, parent)));
  }
  return views;
}

function decodeOnce(text: string): DecodedView[] {
  const views: DecodedView[] = [];
  if (text.includes('%')) {
    push(
      views,
      undoEscapes(text, PERCENT_ESCAPE, ([, hex]) => String.fromCharCode(Number.parseInt(hex as string, 16))),
    );
  }
  if (text.includes('\\')) push(views, undoEscapes(text, JSON_ESCAPE, jsonCharacter));
  for (const { 0: run, index } of text.matchAll(BASE64_RUN)) {
    decodeRun(run, index, BASE64_VALUES, 4, 3, views);
    // Digits of hex are digits of base64, too.
    if (run.length < SHORTEST_HEX) continue;
    for (const { 0: hex, index: at } of run.matchAll(HEX_RUN)) decodeRun(hex, index + at, HEX_VALUES, 2, 1, views);
  }
  return views;
}

function push(views: DecodedView[], view: DecodedView | null): void {
  if (view !== null) views.push(view);
}

function jsonCharacter([, code, letter = '']: RegExpExecArray): string {
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return JSON_LETTERS[letter] ?? letter;
}

/** Undoes the escapes that the pattern finds, each of which stands for one character. Null if there are none. */
function undoEscapes(text: string, pattern: RegExp, character: (match: RegExpExecArray) => string): DecodedView | null {
  let decoded = '';
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let from = 0;
  const keepUntil = (to: number): void => {
    for (; from < to; from++) {
      starts[decoded.length] = from;
      ends[decoded.length] = from + 1;
      decoded += text[from];
    }
  };
  for (const match of text.matchAll(pattern)) {
    keepUntil(match.index);
    starts[decoded.length] = from;
    from += match[0].length;
    ends[decoded.length] = from;
    decoded += character(match);
  }
  if (from === 0) return null;
  keepUntil(text.length);
  return { text: decoded, starts, ends };
}

/**
 * Decodes a run from every alignment, since what stands before an encoded text may belong to the same alphabet:
 * `digits` characters of the run make `bytes` bytes.
 */
function decodeRun(
  run: string,
  index: number,
  values: Int8Array,
  digits: number,
  bytes: number,
  views: DecodedView[],
): void {
  for (let offset = 0; offset < digits; offset++) {
    const decoded = decodeDigits(run, offset, values, 8 * (bytes / digits));
    if (decoded === null) continue;
    const first = index + offset;
    const starts = new Int32Array(decoded.length);
    const ends = new Int32Array(decoded.length);
    for (let at = 0; at < decoded.length; at++) {
      starts[at] = first + Math.floor((at * digits) / bytes);
      ends[at] = first + Math.ceil(((at + 1) * digits) / bytes);
    }
    views.push({ text: decoded, starts, ends });
  }
}

/**
 * The bytes that digits of so many bits make, one character each; null if nothing readable is among them. Bits left
 * over are dropped.
 */
function decodeDigits(run: string, offset: number, values: Int8Array, bits: number): string | null {
  const length = Math.floor(((run.length - offset) * bits) / 8);
  const decoded = length <= SCRATCH.length ? SCRATCH : new Uint8Array(length);
  let buffer = 0;
  let waiting = 0;
  let made = 0;
  for (let at = offset; made < length; at++) {
    buffer = ((buffer << bits) | (values[run.charCodeAt(at)] ?? 0)) & 0xffff;
    waiting += bits;
    if (waiting < 8) continue;
    waiting -= 8;
    decoded[made++] = (buffer >>> waiting) & 0xff;
  }
  return isReadable(decoded, length) ? latin1(decoded, length) : null;
}

/**
 * Whether enough characters in a row are printable, or of two to four bytes: told from the bytes, for most runs are
 * not and make no text.
 */
function isReadable(bytes: Uint8Array, length: number): boolean {
  let inARow = 0;
  for (let at = 0; at < length; ) {
    const byte = bytes[at++] ?? 0;
    if (byte >= 0x20 && byte <= 0x7e) {
      inARow++;
    } else {
      const first = at;
      if (byte >= 0xc2 && byte <= 0xf4) while (at < length && at - first < 3 && isContinuation(bytes[at])) at++;
      inARow = at === first ? 0 : inARow + 1;
    }
    if (inARow === READABLE_CHARACTERS) return true;
  }
  return false;
}

function isContinuation(byte = 0): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
}

/** Makes the positions of a view of a view point into the source. */
function rebase(view: DecodedView, parent: DecodedView): DecodedView {
  return {
    text: view.text,
    starts: view.starts.map((at) => parent.starts[at] ?? 0),
    ends: view.ends.map((at) => parent.ends[at - 1] ?? 0),
  };
}

/** What each digit is worth; `alike` names digits that are worth the same as another. */
function valuesOf(digits: string, alike: readonly string[]): Int8Array {
  const values = new Int8Array(128);
  for (let value = 0; value < digits.length; value++) values[digits.charCodeAt(value)] = value;
  for (const [other = '', digit = ''] of alike) values[other.charCodeAt(0)] = digits.indexOf(digit);
  return values;
}
