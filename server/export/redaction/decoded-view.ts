import { MOST_UNPACKED, type PackedText, packedIn, SHORTEST_PACKED } from './packed-text.ts';
import { isReadable, READABLE_CHARACTERS } from './readable-bytes.ts';
import { signsOf, type TextSigns } from './text-signs.ts';

/**
 * A decoded text with a mapping to its source: character i of `text` came from `source.slice(starts[i], ends[i])`.
 * Bytes that are not part of a decoded character are kept as one character each (latin1), as Node does with header
 * text.
 */
export type DecodedView = {
  text: string;
  starts: Int32Array;
  ends: Int32Array;
  /** The text is compressed data whose content cannot be read, and not a decoded text. */
  isUnread?: boolean;
};

// The depth of decoding. It is sufficient for a URL inside a URL inside base64.
const MAX_DEPTH = 3;
// A secret of eight characters becomes eleven characters of base64 or sixteen of hex.
const SHORTEST_BASE64 = 11;
const BASE64_RUN = /[A-Za-z0-9+/_-]{11,}/g;
const SHORTEST_HEX = 16;
const HEX_RUN = /[0-9a-fA-F]{16,}/g;
const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * An encoding of characters: a sign that every use contains, the pattern of an escape, and the characters that an
 * escape represents.
 */
interface Escapes {
  readonly sign: string;
  readonly pattern: RegExp;
  readonly plain: (match: RegExpExecArray) => string;
}

/** The bytes of one character of UTF-8 that are percent-encoded, with this sign before each. */
function encodedCharacter(sign: string): string {
  const next = `${sign}[89abAB][0-9a-fA-F]`;
  return `${sign}[c-dC-D][0-9a-fA-F]${next}|${sign}[eE][0-9a-fA-F]${next}${next}|${sign}[fF][0-4]${next}${next}${next}`;
}

/** The character of these bytes in UTF-8, or one character for each byte if they are not UTF-8. */
function characterOf(escapes: string): string {
  const bytes = Buffer.from(escapes.replace(/%(?:25)*/g, ''), 'hex');
  const read = bytes.toString('utf8');
  return read.includes('\ufffd') ? bytes.toString('latin1') : read;
}

const ESCAPES: readonly Escapes[] = [
  // In URLs; with `u` by JavaScript's escape().
  {
    sign: '%',
    pattern: new RegExp(`(${encodedCharacter('%')})|%(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))`, 'g'),
    plain: ([, bytes, unit, byte]) => (bytes === undefined ? character(unit ?? byte) : characterOf(bytes)),
  },
  // The same, encoded any number of times.
  {
    sign: '%25',
    pattern: new RegExp(`(${encodedCharacter('%(?:25)*')})|%(?:25)*([0-9a-fA-F]{2})`, 'g'),
    plain: ([, bytes, byte]) => (bytes === undefined ? character(byte) : characterOf(bytes)),
  },
  // In JSON, JavaScript, Python and C.
  {
    sign: '\\',
    pattern: /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{2})|(["'`\\/bfnrt]))/g,
    plain: ([, point, unit, byte, octal, letter]) =>
      letter === undefined ? character(point ?? unit ?? byte, octal) : (LETTERS[letter] ?? letter),
  },
  // In HTML and XML.
  {
    sign: '&',
    pattern: /&(?:#(\d{1,7});?|#[xX]([0-9a-fA-F]{1,6});?|(amp|lt|gt|quot|apos|nbsp);)/g,
    plain: ([, decimal, hex, name = '']) =>
      decimal === undefined ? (ENTITIES[name] ?? character(hex)) : character(Number(decimal).toString(16)),
  },
  // In mail (quoted-printable, RFC 2045 §6.7).
  {
    sign: '=3D',
    pattern: /=(?:([0-9A-F]{2})|\r?\n)/g,
    plain: ([, byte]) => (byte === undefined ? '' : character(byte)),
  },
  // The lines of long base64 (RFC 2045 §6.8, PEM), also of YAML and of folded headers.
  { sign: '\n', pattern: /(?<=[A-Za-z0-9+/]{40})\r?\n[ \t]{0,8}(?=[A-Za-z0-9+/]{2})/g, plain: () => '' },
];
/** Bytes in hex with separators, as in debuggers and certificates. */
const SHORTEST_SPACED_HEX = 23;
const SPACED_HEX_BEGINNING = /[0-9a-fA-F]{2}[ :-][0-9a-fA-F]{2}[ :-][0-9a-fA-F]{2}[ :-][0-9a-fA-F]{2}[ :-]/;
const SPACED_HEX = /(?:[0-9a-fA-F]{2}[ :-]){7,}[0-9a-fA-F]{2}/g;
// For base64 and base64url alike, by character code.
const BASE64_VALUES = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', ['-+', '_/']);
const HEX_VALUES = valuesOf('0123456789abcdef', ['Aa', 'Bb', 'Cc', 'Dd', 'Ee', 'Ff']);
const SCRATCH = new Uint8Array(4_096);

/**
 * Every decoded reading of a text: percent-decoded, with the escapes of JSON, programs, HTML and mail decoded, each run
 * of base64, base64url or hex decoded or decompressed, and these nested up to three levels. Every character of
 * compressed content came from the whole run. The text itself is not included, nor are runs that decode to unreadable
 * bytes, unless they are compressed. Never throws; invalid escapes stay unchanged.
 */
export function decodedViews(text: string, signs: TextSigns = signsOf(text)): DecodedView[] {
  const views: DecodedView[] = [];
  const budget = { left: MOST_UNPACKED };
  let level = decodeOnce(text, signs, budget);
  for (let depth = 1; level.length > 0; depth++) {
    views.push(...level);
    if (depth === MAX_DEPTH) break;
    level = level.flatMap((parent) =>
      parent.isUnread === true
        ? []
        : decodeOnce(parent.text, signsOf(parent.text), budget).map((view) => rebase(view, parent)),
    );
  }
  return views;
}

function decodeOnce(text: string, signs: TextSigns, budget: { left: number }): DecodedView[] {
  const views: DecodedView[] = [];
  for (const { sign, pattern, plain } of ESCAPES) {
    const view = signs.has(sign) && text.includes(sign) ? undoEscapes(text, pattern, plain) : null;
    if (view !== null) views.push(view);
  }
  if (text.length >= SHORTEST_SPACED_HEX && SPACED_HEX_BEGINNING.test(text)) {
    for (const { 0: run, index } of text.matchAll(SPACED_HEX)) views.push(spacedHex(run, index));
  }
  if (signs.longestRun < SHORTEST_BASE64) return views;
  for (const { 0: run, index } of text.matchAll(BASE64_RUN)) {
    decodeRun(run, index, BASE64_VALUES, 4, 3, views);
    // The digits of hex are digits of base64 too.
    if (run.length < SHORTEST_HEX) continue;
    for (const { 0: hex, index: at } of run.matchAll(HEX_RUN)) decodeRun(hex, index + at, HEX_VALUES, 2, 1, views);
  }
  if (signs.longestRun < SHORTEST_PACKED) return views;
  for (const packed of packedIn(text, budget.left)) {
    views.push(viewOfPacked(packed, text));
    budget.left -= packed.content?.length ?? 0;
  }
  return views;
}

function viewOfPacked({ start, end, content }: PackedText, source: string): DecodedView {
  const text = content ?? source.slice(start, end);
  return {
    text,
    starts: new Int32Array(text.length).fill(start),
    ends: new Int32Array(text.length).fill(end),
    ...(content === null ? { isUnread: true } : {}),
  };
}

/** The character with this number in hex, or else in octal. An empty text if there is no such character. */
function character(hex: string | undefined, octal = ''): string {
  const point = hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

function spacedHex(run: string, index: number): DecodedView {
  const bytes = Buffer.from(run.replace(/[ :-]/g, ''), 'hex');
  const starts = Int32Array.from(bytes, (_, at) => index + at * 3);
  return { text: bytes.toString('latin1'), starts, ends: starts.map((start) => start + 2) };
}

/** Decodes the escapes that the pattern finds. Null if there are none. */
function undoEscapes(text: string, pattern: RegExp, plain: Escapes['plain']): DecodedView | null {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  // Most ampersands and backslashes do not start an escape.
  if (match === null) return null;
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
  for (; match !== null; match = pattern.exec(text)) {
    keepUntil(match.index);
    const characters = plain(match);
    starts.fill(from, decoded.length, decoded.length + characters.length);
    from += match[0].length;
    ends.fill(from, decoded.length, decoded.length + characters.length);
    decoded += characters;
  }
  keepUntil(text.length);
  return { text: decoded, starts, ends };
}

/**
 * Decodes a run from every alignment, because the text before it may use the same alphabet. `digits` characters of the
 * run make `bytes` bytes.
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
    const starts = new Int32Array(decoded.text.length);
    const ends = new Int32Array(decoded.text.length);
    for (let at = 0; at < decoded.text.length; at++) {
      const byte = decoded.from + at * decoded.width;
      starts[at] = first + Math.floor((byte * digits) / bytes);
      ends[at] = first + Math.ceil(((byte + 1) * digits) / bytes);
    }
    views.push({ text: decoded.text, starts, ends });
  }
}

/**
 * The bytes that digits of `bits` bits make, one character each, or every second one for UTF-16. Null if no part is
 * readable. Remaining bits are dropped.
 */
function decodeDigits(run: string, offset: number, values: Int8Array, bits: number): Decoded | null {
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
  if (isReadable(decoded, length)) return { text: latin1(decoded, length), from: 0, width: 1 };
  const from = beginningOfUtf16(decoded, length);
  if (from === -1) return null;
  const text = latin1(decoded, length);
  return { text: text.slice(from).replace(/([\s\S])[\s\S]?/g, '$1'), from, width: 2 };
}

/** Characters with the number of their first byte, and the number of bytes of each. */
interface Decoded {
  readonly text: string;
  readonly from: number;
  readonly width: number;
}

/**
 * The start of ASCII text in UTF-16, as PowerShell encodes commands, where every second byte is zero. -1 if there is
 * none.
 */
function beginningOfUtf16(bytes: Uint8Array, length: number): number {
  let inARow = 0;
  for (let at = 0; at + 1 < length; ) {
    const isLetter = bytes[at + 1] === 0 && (bytes[at] ?? 0) >= 0x20 && (bytes[at] ?? 0) <= 0x7e;
    inARow = isLetter ? inARow + 1 : 0;
    at += isLetter ? 2 : 1;
    if (inARow === READABLE_CHARACTERS) return at - 2 * READABLE_CHARACTERS;
  }
  return -1;
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
}

/** Converts the positions in a view of a view to positions in the source. */
function rebase(view: DecodedView, parent: DecodedView): DecodedView {
  return {
    ...view,
    starts: view.starts.map((at) => parent.starts[at] ?? 0),
    ends: view.ends.map((at) => parent.ends[at - 1] ?? 0),
  };
}

/** The value of each digit; `alike` lists digits with the same values. */
function valuesOf(digits: string, alike: readonly string[]): Int8Array {
  const values = new Int8Array(128);
  for (let value = 0; value < digits.length; value++) values[digits.charCodeAt(value)] = value;
  for (const [other = '', digit = ''] of alike) values[other.charCodeAt(0)] = digits.indexOf(digit);
  return values;
}
