import { secretsInText } from '../../../server/export/redaction/named-secrets.ts';
import { replaceRanges, type SecretRange } from '../../../server/export/redaction/secret-range.ts';
import { readingsOf } from '../../../server/export/redaction/text-reading.ts';

/** The text with each secret as `‹kind secret›`. */
export function shown(text: string, ranges: readonly SecretRange[]): string {
  return replaceRanges(text, ranges, (kind, secret) => `‹${kind} ${secret}›`);
}

/** The text with each secret as `…`. */
export function withoutSecrets(text: string): string {
  return replaceRanges(text, secretsInText(readingsOf(text)), () => '…');
}
