/**
 * Whether letters of both cases and digits alternate as in a random text. In names made of several words the digits are
 * in one place.
 */
export function isDense(text: string): boolean {
  let changes = 0;
  for (let at = 1; at < text.length; at++) {
    if (kindOf(text.charCodeAt(at)) !== kindOf(text.charCodeAt(at - 1))) changes++;
  }
  const hasAllKinds = /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/\d+/g)?.length ?? 0) >= 3;
  return hasAllKinds && changes >= text.length * 0.35;
}

/** Whether a text is base64 of readable text. Its content is searched for secrets separately. */
export function isReadableBase64(text: string): boolean {
  return /[\x20-\x7e]{8}/.test(Buffer.from(text, 'base64').toString('latin1'));
}

/** The kind of an ASCII character: 0 a sign before the digits, 1 a digit, 2 a capital letter, 3 a small letter. */
export function kindOf(code: number): number {
  return code < 0x30 ? 0 : code <= 0x39 ? 1 : code <= 0x5a ? 2 : 3;
}
