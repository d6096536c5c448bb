import type { CookieSegment, SegmentRole } from '../../../contract/decoded-cookie.ts';
import type { CookieText, TextSegment } from '../format.ts';
import { rawOffsets } from './raw-value.ts';

/** Names the pieces of a text that follow each other. Empty pieces are kept: an empty signature is a finding. */
export function segmentsOf(pieces: readonly (readonly [role: SegmentRole, text: string])[], from = 0): TextSegment[] {
  let end = from;
  return pieces.map(([role, text]) => {
    const start = end;
    end += text.length;
    return { role, start, end };
  });
}

/** Names byte ranges inside a text that is base64 of them all. The last piece reaches to the end of the text. */
export function segmentsInBase64(
  pieces: readonly (readonly [role: SegmentRole, bytes: number])[],
  textLength: number,
): TextSegment[] {
  let bytes = 0;
  return pieces.map(([role, count], index) => {
    const start = Math.min(textLength, Math.round((bytes * 4) / 3));
    bytes += count;
    const end = index === pieces.length - 1 ? textLength : Math.min(textLength, Math.round((bytes * 4) / 3));
    return { role, start, end, isApproximate: true };
  });
}

/** Converts segments of the decoded text to their positions in the raw value, with its quotes as separate segments. */
export function toRawSegments(cookie: CookieText, segments: readonly TextSegment[]): CookieSegment[] {
  const { rawValue, text } = cookie;
  const offsets = rawValue === text ? null : rawOffsets(rawValue, text);
  const at = (offset: number): number => (offsets === null ? offset : (offsets[offset] ?? rawValue.length));
  const moved = segments.map(({ role, start, end, isApproximate = false }) => {
    return { role, start: at(start), end: at(end), isApproximate };
  });
  const quote = at(0);
  if (quote === 0) return moved;
  const close = at(text.length);
  return [
    { role: 'quote', start: 0, end: quote, isApproximate: false },
    ...moved,
    { role: 'quote', start: close, end: rawValue.length, isApproximate: false },
  ];
}
