/**
 * A text as it reads after decoding, with the way back: character i of `text` came from `source.slice(starts[i], ends[i])`.
 * Bytes that no decoder turned into characters are kept as one character each (latin1), as Node does with header text.
 */
export type DecodedView = { text: string; starts: Int32Array; ends: Int32Array };

// Enough for a URL inside a URL inside base64; deeper nesting is not followed.
const MAX_DEPTH = 3;
// A secret of eight characters makes eleven of base64 and sixteen of hex.
const BASE64_RUN = /[A-Za-z0-9+/_-]{11,}/g;
const HEX_RUN = /[0-9a-fA-F]{16,}/g;
const PERCENT_ESCAPE = /%([0-9a-fA-F]{2})/g;
const JSON_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g;
const JSON_LETTERS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
// Eight characters of UTF-8 in a row, as bytes: random bytes hardly ever read like this, decoded text does.
const READABLE = /(?:[\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){8}/;

/**
 * Every way to read the text: percent-decoded, with JSON escapes undone, each run of base64, base64url or hex decoded, and
 * these again inside one another, three deep. The text itself is not among them, nor are runs that decode to no readable
 * text. Never throws; broken escapes stay as they are.
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
  decodeRuns(text, BASE64_RUN, 'base64', 4, 3, views);
  decodeRuns(text, HEX_RUN, 'hex', 2, 1, views);
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
 * Decodes each run from every alignment, since what stands before an encoded text may belong to the same alphabet: `digits`
 * characters of the run make `bytes` bytes.
 */
function decodeRuns(
  text: string,
  pattern: RegExp,
  encoding: 'base64' | 'hex',
  digits: number,
  bytes: number,
  views: DecodedView[],
): void {
  for (const { 0: run, index } of text.matchAll(pattern)) {
    for (let offset = 0; offset < digits; offset++) {
      const decoded = Buffer.from(run.slice(offset), encoding).toString('latin1');
      if (!READABLE.test(decoded)) continue;
      const first = index + offset;
      views.push({
        text: decoded,
        starts: Int32Array.from(decoded, (_, at) => first + Math.floor((at * digits) / bytes)),
        ends: Int32Array.from(decoded, (_, at) => first + Math.ceil(((at + 1) * digits) / bytes)),
      });
    }
  }
}

/** Makes the positions of a view of a view point into the source. */
function rebase(view: DecodedView, parent: DecodedView): DecodedView {
  return {
    text: view.text,
    starts: view.starts.map((at) => parent.starts[at] ?? 0),
    ends: view.ends.map((at) => parent.ends[at - 1] ?? 0),
  };
}
