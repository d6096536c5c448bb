import type { DecodedValue, EncodingName, Wrapping } from '../contract/value-tree.ts';
import { fromAnyBase64 } from './base64.ts';
import { walkJava } from './java.ts';
import { MAX_JSON_CHARACTERS } from './json-limits.ts';
import { walkJson } from './json-tree.ts';
import { kindOfBytes, printableStrings } from './kind-of-bytes.ts';
import { walkMsgpack } from './msgpack.ts';
import { unpack, unpackLzString } from './packings.ts';
import { walkPhp, walkPhpBinary, walkPhpSession } from './php.ts';
import { walkPickle } from './pickle.ts';
import { walkMarshal } from './ruby-marshal.ts';
import type { Walked } from './walk.ts';

const walkers: Readonly<Record<EncodingName, (bytes: Buffer) => Walked>> = {
  json: walkJson,
  msgpack: walkMsgpack,
  pickle: walkPickle,
  'php-serialize': walkPhp,
  'php-session': walkPhpSession,
  'php-binary': walkPhpBinary,
  'ruby-marshal': walkMarshal,
  java: walkJava,
};

/** The maximum number of outer encodings. zlib in base64 is two. */
const mostWrappings = 4;
const mostHexBytes = 16 * 1024;

/**
 * Reads a value of a store in the given notation, or in the recognised one. An outer encoding (a
 * compression, base64, hex) is decoded first. Never throws; the limits are 1 MiB, 50,000 values and 100 levels.
 */
export function decodeValue(value: Buffer, encoding: EncodingName | null = null): DecodedValue {
  const wrapping: Wrapping[] = [];
  let bytes = value;
  for (;;) {
    if (bytes.length > MAX_JSON_CHARACTERS) return unreadable(encoding, wrapping, bytes, 'too-large');
    const candidates = encoding === null ? encodingsOf(bytes) : [encoding];
    let best: Walked | null = null;
    for (const candidate of candidates) {
      const walked = walkers[candidate](bytes);
      if (walked.ok) {
        const { tree, names } = walked;
        return { ok: true, encoding: candidate, wrapping, tree, names, bytes: bytes.length };
      }
      best ??= walked;
    }
    const inner = wrapping.length < mostWrappings ? unwrapped(bytes) : null;
    if (inner === null) return unreadable(candidates[0] ?? null, wrapping, bytes, best);
    if (inner.bytes === 'too-large') return unreadable(encoding, [...wrapping, inner.by], bytes, 'too-large');
    wrapping.push(inner.by);
    bytes = inner.bytes;
  }
}

function unreadable(
  encoding: EncodingName | null,
  wrapping: readonly Wrapping[],
  bytes: Buffer,
  why: Walked | 'too-large' | null,
): DecodedValue {
  const failed = why === null || why === 'too-large' || why.ok ? null : why;
  return {
    ok: false,
    encoding,
    wrapping,
    reason: why === 'too-large' ? why : (failed?.reason ?? 'not-recognised'),
    at: failed?.at ?? 0,
    hex: bytes.subarray(0, mostHexBytes).toString('hex'),
    strings: printableStrings(bytes),
    names: failed?.names ?? [],
    bytes: bytes.length,
  };
}

/** The notations that begin like these bytes, the most telling first. */
export function encodingsOf(bytes: Buffer): EncodingName[] {
  const first = bytes[0] ?? 0;
  if (/^\s*[{["]/.test(bytes.toString('latin1', 0, 16)) && first < 0x80) {
    const isPickle = kindOfBytes(bytes) === 'pickle';
    return isPickle ? ['pickle', 'json'] : ['json'];
  }
  switch (kindOfBytes(bytes)) {
    case 'pickle':
      return ['pickle'];
    case 'marshal':
      return ['ruby-marshal'];
    case 'java-serialized':
      return ['java'];
    case 'php-serialized':
      return ['php-serialize'];
    default:
      break;
  }
  const start = bytes.toString('latin1', 0, 256);
  const found: EncodingName[] = [];
  if (/^!?[^|\0]{1,200}\|(?:[abdiOCEsSrR]:|N;)/.test(start)) found.push('php-session');
  const afterName = bytes.toString('latin1', 1 + (first & 0x7f), 3 + (first & 0x7f));
  if ((first & 0x7f) > 0 && /^(?:[abdiOCEsSrR]:|N;)/.test(afterName)) found.push('php-binary');
  // A number or a constant alone is JSON too, but so many other texts look like one that this proves nothing.
  if (/^\s*(?:-?\d|true|false|null)/.test(start) && found.length === 0) found.push('json');
  const isMap = (first & 0xf0) === 0x80 || first === 0xde || first === 0xdf;
  const isList = (first & 0xf0) === 0x90 || first === 0xdc || first === 0xdd;
  if (isMap || isList) found.push('msgpack');
  return found;
}

type Unwrapped = { readonly by: Wrapping; readonly bytes: Buffer | 'too-large' };

function unwrapped(bytes: Buffer): Unwrapped | null {
  const packed = unpack(bytes);
  if (packed !== null) return { by: packed.by, bytes: packed.content };
  return bytes.length >= leastEncoded && bytes.every((byte) => byte < 0x80)
    ? decodedText(bytes.toString('latin1'))
    : null;
}

/** A shorter text in base64 cannot be distinguished from a word. */
const leastEncoded = 8;

function decodedText(text: string): Unwrapped | null {
  // Ruby's and PHP's base64 has line breaks.
  const bare = text.replace(/[\r\n]+/g, '');
  if (bare.length % 2 === 0 && /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(bare))
    return { by: 'hex', bytes: Buffer.from(bare, 'hex') };
  const packed = unpackLzString(bare);
  if (packed !== null) return { by: packed.by, bytes: packed.content };
  const bytes = fromAnyBase64(bare);
  return bytes === null || bytes.length === 0 ? null : { by: 'base64', bytes };
}
