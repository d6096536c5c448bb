import { isForeignPacking, type UnpackOptions, unpack } from '../../encodings/packings.ts';
import { isReadable } from './readable-bytes.ts';
import type { Stretch } from './value-end.ts';

/** A stretch of a text that is compressed data in base64, base64url or hex. */
export interface PackedText extends Stretch {
  /** The content with a character for each byte, as Node does with header text. Null if it cannot be read. */
  readonly content: string | null;
}

/** The most bytes of content that are read of one text. The rest counts as content that cannot be read. */
export const MOST_UNPACKED = 256 * 1024;

/** Shorter runs hold no name with a secret. */
export const SHORTEST_PACKED = 16;
/** The digits of base64 in both alphabets, or of hex. */
const RUN = /[A-Za-z0-9+/_-]{16,}/g;
const SHORTEST_HEX = 32;
const HEX = /(?<![0-9a-fA-F])(?:[0-9a-f]{32,}|[0-9A-F]{32,})(?![0-9a-fA-F])/g;
/**
 * The signatures of zlib, gzip, zstd, xz, bzip2, LZ4 and Snappy in base64. Each counts anywhere in a run, because a
 * mark such as `v1-` may be in front of it.
 */
const SIGNATURE = /eJ[w-z]|eN[o-r]|eA[E-H]|eF[4-7]|H4sI|KLUv|_Td6WF|\/Td6WF|QlpoO|BCJNGA|[_/]wYAAHN/g;
/** Positions at which a run may begin anew: behind a mark, or behind a segment of a path. */
const SEPARATOR = /[/_-]/g;
const MOST_BEGINNINGS = 8;

/**
 * The compressed data in a text: gzip, zlib, raw deflate, Brotli and lz-string, and others whose signature is known but
 * whose content is not read. `most` is the most bytes of content. Never throws.
 */
export function packedIn(text: string, most = MOST_UNPACKED): PackedText[] {
  const found: PackedText[] = [];
  let left = most;
  const add = (start: number, end: number, content: Content): boolean => {
    if (content === null) return false;
    found.push({ start, end, content: content === NOT_READ ? null : content });
    if (content !== NOT_READ) left -= content.length;
    return true;
  };
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (isOfBothCases(run)) {
      for (const at of beginningsOf(run)) {
        const digits = run.slice(at);
        if (add(index + at, index + run.length, contentOf(Buffer.from(digits, 'base64'), digits, left))) break;
      }
    }
    if (run.length < SHORTEST_HEX) continue;
    for (const { 0: hex, index: at } of run.matchAll(HEX)) {
      const bytes = Buffer.from(hex, 'hex');
      add(index + at, index + at + hex.length, contentOf(bytes, bytes.toString('base64'), left));
    }
  }
  return found;
}

const NOT_READ = Symbol('not read');
type Content = string | typeof NOT_READ | null;

/** Paths and names are in small letters mostly, and data never is. */
function isOfBothCases(run: string): boolean {
  return /[A-Z]/.test(run) && /[a-z]/.test(run);
}

/** Where data may begin in a run, without a position that leaves too little of it. */
function beginningsOf(run: string): ReadonlySet<number> {
  const last = run.length - SHORTEST_PACKED;
  const beginnings = new Set([0]);
  for (const pattern of [SIGNATURE, SEPARATOR]) {
    let count = 0;
    for (const { index } of run.matchAll(pattern)) {
      const at = pattern === SEPARATOR ? index + 1 : index;
      if (at > last || ++count > MOST_BEGINNINGS) break;
      beginnings.add(at);
    }
  }
  return beginnings;
}

/** Content that is too large counts as data that cannot be read, so that it is replaced as a whole. */
const accepts: NonNullable<UnpackOptions['accepts']> = (content) =>
  content === 'too-large' || isReadable(content, content.length);

function contentOf(bytes: Buffer, digits: string, most: number): Content {
  if (isForeignPacking(bytes)) return NOT_READ;
  const content = unpack(bytes, { most: Math.max(most, 1), mayBeCut: true, digits, accepts })?.content ?? null;
  if (content === 'too-large') return NOT_READ;
  return content?.toString('latin1') ?? null;
}
