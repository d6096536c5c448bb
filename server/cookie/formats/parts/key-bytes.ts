import { fromAnyBase64 } from '../../../encodings/base64.ts';

/**
 * A secret as a key of 32 bytes: as base64 of either alphabet, as hex, with or without the prefix `base64:` or `hex:`,
 * or as 32 characters. Null if it has none of these forms.
 */
export function keyOf32Bytes(secret: string | Buffer): Buffer | null {
  if (typeof secret !== 'string') return secret.length === 32 ? secret : null;
  const spelled = fromAnyBase64(secret.replace(/^base64:/, ''));
  if (spelled?.length === 32) return spelled;
  const hex = /^(?:hex:)?([0-9a-f]{64})$/i.exec(secret);
  const bytes = hex === null ? Buffer.from(secret) : Buffer.from(hex[1] ?? '', 'hex');
  return bytes.length === 32 ? bytes : null;
}
