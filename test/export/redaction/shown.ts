import { replaceRanges, type SecretRange } from '../../../server/export/redaction/secret-range.ts';

/** The text with each secret as `‹kind secret›`. */
export function shown(text: string, ranges: readonly SecretRange[]): string {
  return replaceRanges(text, ranges, (kind, secret) => `‹${kind} ${secret}›`);
}
