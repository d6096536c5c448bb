/**
 * Bytes as text that people can read: UTF-8 without control characters. A last character that was cut off is left out.
 */
export function readableText(bytes: Buffer): string | null {
  const text = isWide(bytes) ? bytes.toString('utf16le') : startOfUtf8(bytes);
  return text !== null && /^[^\p{Cc}\p{Cn}\p{Co}]*$/u.test(text.replace(/[\t\n\r]/g, ' ')) ? text : null;
}

/** UTF-16 of letters that ASCII has too, as programs for Windows write it. */
function isWide(bytes: Buffer): boolean {
  return (
    bytes.length >= MIN_BYTES && bytes.length % 2 === 0 && bytes.every((byte, at) => (byte === 0) === (at % 2 === 1))
  );
}

/** A decoder that expects more input omits an incomplete character at the end. */
function startOfUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Fewer bytes say too little about the encoding. */
const MIN_BYTES = 8;
