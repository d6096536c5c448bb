/** URL-safe base64 without padding: how itsdangerous and Django write every part of a cookie. */
export function toPythonBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/**
 * Decodes like Python's `urlsafe_b64decode` after itsdangerous has added padding: characters outside the alphabet are
 * skipped, `+` and `/` mean the same as `-` and `_`, unused bits of the last character are ignored. Null where Python
 * raises: a number of characters that no bytes encode to. A signature therefore has several genuine spellings. Source:
 * CPython 3.11 binascii.c `a2b_base64`, itsdangerous encoding.py.
 */
export function fromPythonBase64(text: string): Buffer | null {
  if (/^[A-Za-z0-9_-]*$/.test(text)) return text.length % 4 === 1 ? null : Buffer.from(text, 'base64url');
  return decodeLeniently(Buffer.from(text));
}

/** `bytes` is the text as UTF-8; the padding is counted on all of it, skipped characters included. */
function decodeLeniently(bytes: Buffer): Buffer | null {
  const missing = (4 - (bytes.length % 4)) % 4;
  const decoded: number[] = [];
  let position = 0;
  let left = 0;
  let pads = 0;
  for (let index = 0; index < bytes.length + missing; index++) {
    const code = bytes[index] ?? 0x3d;
    if (code === 0x3d) {
      if (position >= 2 && position + ++pads >= 4) return Buffer.from(decoded);
      continue;
    }
    const bits = VALUE_OF[code] ?? -1;
    if (bits === -1) continue;
    pads = 0;
    if (position > 0) decoded.push(((left << (position * 2)) | (bits >> (6 - position * 2))) & 0xff);
    left = bits;
    position = (position + 1) % 4;
  }
  return position === 0 ? Buffer.from(decoded) : null;
}

const VALUE_OF: readonly number[] = Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code).replace('-', '+').replace('_', '/');
  return 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(character);
});
