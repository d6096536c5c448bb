/**
 * Standard base64 (RFC 4648 §4) in the form of frameworks: padded, without other characters. Null for any other text.
 */
export function fromBase64(text: string): Buffer | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  return Buffer.from(text, 'base64');
}

/** URL-safe base64 without padding (RFC 7515 §2). Null for any other text. */
export function fromBase64url(text: string): Buffer | null {
  if (text.length % 4 === 1 || !/^[A-Za-z0-9_-]*$/.test(text)) return null;
  return Buffer.from(text, 'base64url');
}

/** Base64 with either alphabet, padded or not: for a text from an unknown program. */
export function fromAnyBase64(text: string): Buffer | null {
  const bare = text.replace(/={1,2}$/, '');
  if (bare.length % 4 === 1 || !/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)$/.test(bare)) return null;
  return Buffer.from(bare, 'base64');
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as UTF-8. Null if they are not valid UTF-8. */
export function utf8Of(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}
